"""From rows to what templates show: cards, pictures, sections, people, dates. Nothing here asks who may see a row."""
