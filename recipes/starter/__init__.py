"""The bundled starter model: from open text and a multilingual encoder to an Arabic→English model of 47 million weights.

An encoder that already places Arabic and English sentences side by side (multilingual-e5-small, MIT) needs far less
parallel text than one from nothing; the decoder starts from its upper layers and learns English from both sides of the
text. `README.md` beside this file says what to type.
"""
