"""How long a story takes to read: the plugin's words in documents, a reader's words on pages."""
