"""What other SEO plugins left in a database or in documents, taken over."""
