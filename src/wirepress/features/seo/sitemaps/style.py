"""How a sitemap looks in a browser: a table of its addresses (XSLT 1.0)."""

from __future__ import annotations

from typing import Final

_SHEET: Final = """<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:map="http://www.sitemaps.org/schemas/sitemap/0.9"
  xmlns:image="http://www.google.com/schemas/sitemap-image/1.1" exclude-result-prefixes="map image">
  <xsl:output method="html" encoding="UTF-8" />
  <xsl:template match="/">
    <html lang="en">
      <head>
        <title>Sitemap</title>
        <meta name="viewport" content="width=device-width" />
        <meta name="robots" content="noindex" />
        <style>
          :root { color-scheme: light dark; }
          body { max-width: 64rem; margin: 2rem auto; padding: 0 1rem; font: 1rem/1.5 system-ui, sans-serif; }
          table { width: 100%; border-collapse: collapse; }
          th, td { padding: .4rem; border-bottom: 1px solid #888; text-align: start; overflow-wrap: anywhere; }
        </style>
      </head>
      <body>
        <h1>Sitemap</h1>
        <p><xsl:value-of select="count(//map:loc | //item)" /> addresses for search engines.</p>
        <table>
          <tr><th scope="col">Address</th><th scope="col">Pictures</th><th scope="col">Changed</th></tr>
          <xsl:for-each select="//map:url | //map:sitemap">
            <tr>
              <td><a href="{map:loc}"><xsl:value-of select="map:loc" /></a></td>
              <td><xsl:value-of select="count(image:image)" /></td>
              <td><xsl:value-of select="map:lastmod" /></td>
            </tr>
          </xsl:for-each>
          <xsl:for-each select="//item">
            <tr><td><a href="{link}"><xsl:value-of select="title" /></a></td><td></td><td><xsl:value-of select="pubDate" /></td></tr>
          </xsl:for-each>
        </table>
      </body>
    </html>
  </xsl:template>
</xsl:stylesheet>
"""


def sheet() -> str:
    """Return the style sheet of every sitemap."""
    return _SHEET
