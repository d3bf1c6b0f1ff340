"""Models at work: the protocol every engine keeps, decoding, tokenisers, one module an engine, the canary.

May import everything below but `readers`; torch, CTranslate2 and their kind only inside the engine that needs them.
"""
