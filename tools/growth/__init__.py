"""How time and memory grow when the input doubles."""
