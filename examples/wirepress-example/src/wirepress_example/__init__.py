"""A sample plugin for Wirepress: recipes, with tastings by the kitchen."""
