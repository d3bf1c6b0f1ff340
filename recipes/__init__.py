"""How the things that Mujaz ships were made."""
