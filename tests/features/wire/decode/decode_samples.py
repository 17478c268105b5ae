"""Documents of invented sources, one of each format, all telling the same invented story of a ferry."""

from __future__ import annotations

URL = "https://tide.example/feeds/news"
TEXT = "The evening ferry to Lund Island is late."

RSS = b"""<?xml version="1.0" encoding="UTF-8"?>
<?xml-stylesheet href="/feed.xsl"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:media="http://search.yahoo.com/mrss/" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd" xmlns:atom="http://www.w3.org/2005/Atom"
 xmlns:cc="http://creativecommons.org/ns#">
<channel><title>Tide &amp;amp; Harbour</title><link>https://tide.example/</link><language>en-GB</language><ttl>30</ttl>
<atom:link rel="hub" href="https://hub.example/"/><atom:link rel="self" href="/feeds/news"/>
<skipHours><hour>1</hour><hour>2</hour><hour>x</hour></skipHours><skipDays><day>Sunday</day></skipDays>
<item><title>Evening &lt;b&gt;ferry&lt;/b&gt; late &amp;amp; full</title><link>/stories/1?a=1&amp;b=2</link><guid isPermaLink="false">tide-1</guid>
<pubDate>Mon, 02 Nov 2026 08:30:00 +0100</pubDate><atom:updated>2026-11-02T09:00:00Z</atom:updated><dc:creator>Ann Quay</dc:creator>
<author>desk@tide.example (Bo Pier)</author><category>Harbour</category><category>harbour</category><dc:subject>Weather</dc:subject>
<description>The ferry is &lt;em&gt;late&lt;/em&gt;.</description><content:encoded><![CDATA[<p>The evening ferry to Lund Island is late.</p>]]></content:encoded>
<media:group><media:content url="/p/1.jpg" type="image/jpeg" width="800" height="600"/><media:content url="/p/1s.jpg" medium="image" width="80"/>
<media:credit>Cy Jetty</media:credit><media:description>The &lt;i&gt;quay&lt;/i&gt;</media:description></media:group>
<enclosure url="https://tide.example/a/1.mp3" type="audio/mpeg" length="5"/><itunes:image href="https://tide.example/p/cover.png"/>
<dc:rights>Tide Press</dc:rights><cc:license>https://creativecommons.org/licenses/by/4.0/</cc:license></item>
<item><title>No guid here</title><link>https://tide.example/stories/2</link><pubDate>the day after</pubDate></item>
<item><guid>https://tide.example/stories/3</guid><description>Only words</description></item>
<item/></channel></rss>"""

RDF = b"""<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="https://tide.example/"><title>Tide</title><link>https://tide.example/</link>
<dc:language>en</dc:language><items><rdf:Seq><rdf:li resource="https://tide.example/stories/1"/></rdf:Seq></items></channel>
<item rdf:about="https://tide.example/stories/1"><title>Evening ferry late</title><link>https://tide.example/stories/1</link>
<description>The evening ferry to Lund Island is late.</description><dc:date>2026-11-02T07:30Z</dc:date><dc:creator>Ann Quay</dc:creator></item></rdf:RDF>"""

RSS_091 = b"""<?xml version="1.0"?><!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "http://my.netscape.example/rss-0.91.dtd">
<rss version="0.91"><channel><title>Tide</title><link>https://tide.example/</link><description>d</description><language>en</language>
<item><title>Evening ferry late</title><link>https://tide.example/stories/1</link><description>The evening ferry to Lund Island is late.</description></item>
</channel></rss>"""

ATOM = b"""<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en" xml:base="https://tide.example/base/"
 xmlns:media="http://search.yahoo.com/mrss/" xmlns:at="http://purl.org/atompub/tombstones/1.0"><title type="html">Tide &amp;amp; Harbour</title>
<link rel="alternate" href="/"/><link rel="self" href="https://tide.example/feeds/news"/><link rel="hub" href="https://hub.example/"/>
<link rel="next" href="news?page=2"/>
<entry xml:base="stories/"><id>urn:tide:1</id><title type="text">Ferry &lt;late&gt; again</title><link href="1.html"/><link rel="enclosure" type="image/png" href="/p/1.png"/>
<published>2026-11-02T07:30:00Z</published><updated>2026-11-02T08:00:00+01:00</updated><author><name>Ann Quay</name></author>
<category term="hbr" label="Harbour"/><summary>Late &amp; full</summary><link rel="license" href="https://creativecommons.org/licenses/by/4.0/"/>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>The evening ferry to <a href="lund">Lund Island</a> is late.</p></div></content></entry>
<entry><id>urn:tide:2</id><title type="html">Nets &amp;lt;i&gt;mended&amp;lt;/i&gt;</title><updated>2026-11-02T09:00:00Z</updated><content type="text">One.

Two &lt; three.</content></entry>
<at:deleted-entry ref="urn:tide:0" when="2026-11-02T10:00:00Z"><at:comment>Told too early.</at:comment></at:deleted-entry></feed>"""

JSON_FEED = b"""{"version": "https://jsonfeed.org/version/1.1", "title": "Tide", "home_page_url": "https://tide.example/", "feed_url": "/feeds/news",
"next_url": "?page=2", "language": "en", "hubs": [{"type": "WebSub", "url": "https://hub.example/"}], "authors": [{"name": "The desk"}],
"items": [{"id": 7, "url": "/stories/1", "title": "Evening ferry late", "content_html": "<p>The evening ferry to Lund Island is late.</p>",
"image": "/p/1.jpg", "date_published": "2026-11-02T08:30:00+01:00", "tags": ["Harbour", 5], "authors": [{"name": "Ann Quay"}],
"attachments": [{"url": "/a/1.mp3", "mime_type": "audio/mpeg"}]},
{"id": "8", "content_text": "Plain.\\n\\nWords.", "date_published": null}, "no object", {"id": "9"}]}"""

WORDPRESS = b"""[{"id": 5, "guid": {"rendered": "https://tide.example/?p=5"}, "link": "https://tide.example/ferry/", "date_gmt": "2026-11-02T07:30:00",
"modified_gmt": "2026-11-02T08:00:00", "status": "publish", "title": {"rendered": "Evening ferry&#8217;s late", "raw": "Evening ferry\\u2019s late"},
"content": {"rendered": "<p>The evening ferry to Lund Island is late.</p>\\n", "raw": "<!-- wp:paragraph --><p>The evening ferry to Lund Island is late.</p><!-- /wp:paragraph -->",
"protected": false}, "excerpt": {"rendered": "<p>Late.</p>"}, "_embedded": {"author": [{"name": "Ann Quay"}], "wp:featuredmedia":
[{"source_url": "https://tide.example/p/1.jpg", "alt_text": "A quay", "mime_type": "image/jpeg", "media_details": {"width": 800, "height": 600},
"caption": {"rendered": "<p>The quay</p>"}}], "wp:term": [[{"taxonomy": "category", "name": "Harbour &amp; Sea"}], [{"taxonomy": "post_tag", "name": "Ferry"}]]}},
{"id": 6, "link": "https://tide.example/secret/", "title": {"rendered": "Secret"}, "content": {"rendered": "", "protected": true}, "excerpt": {"rendered": ""}}]"""

NINJS_1 = b"""{"uri": "urn:newsml:tide.example:1", "type": "text", "pubstatus": "usable", "version": "3", "language": "en", "headline": "Evening ferry late",
"byline": "By Ann Quay", "body_html": "<p>The evening ferry to Lund Island is late.</p>", "description_text": "Late again.",
"versioncreated": "2026-11-02T08:00:00+00:00", "firstcreated": "2026-11-02T07:30:00Z", "embargoed": "2026-11-02T12:00:00Z", "ednote": "Corrects the name.",
"copyrightholder": "Tide Press", "usageterms": "No archives.", "subject": [{"name": "Harbour", "scheme": "x"}], "associations": {"main": {"uri": "urn:2",
"type": "picture", "byline": "Cy Jetty", "description_text": "The quay", "renditions": {"thumb": {"href": "https://tide.example/t.jpg", "width": 80, "height": 60,
"mimetype": "image/jpeg"}, "full": {"href": "https://tide.example/f.jpg", "width": 800, "height": 600, "mimetype": "image/jpeg"}}}}}"""

NINJS_2 = b"""{"items": [{"uri": "urn:newsml:tide.example:1", "standard": {"name": "ninjs", "version": "2.1"}, "type": "text", "pubstatus": "withheld",
"headlines": [{"role": "short", "value": "Late"}, {"role": "main", "value": "Evening ferry late", "contenttype": "text/plain"}],
"bodies": [{"role": "main", "contenttype": "text/plain", "value": "x"}, {"contenttype": "text/html", "value": "<p>The evening ferry to Lund Island is late.</p>"}],
"descriptions": [{"value": "Late again."}], "by": "Ann Quay", "versioncreated": "2026-11-02T08:00:00Z", "subjects": [{"name": "Harbour"}],
"associations": [{"name": "main", "uri": "urn:2", "type": "picture", "renditions": [{"name": "full", "href": "https://tide.example/f.jpg", "width": 800, "height": 600,
"contenttype": "image/jpeg"}]}]}]}"""

NINJS_3 = b"""[{"uri": "https://tide.example/stories/1", "standard": {"name": "ninjs", "version": "3.0"}, "type": "text", "pubStatus": "canceled",
"headlines": [{"role": "main", "value": "Evening ferry late"}], "bodies": [{"contentType": "text/html", "value": "<p>The evening ferry to Lund Island is late.</p>"}],
"contentCreated": "2026-11-02T07:30:00Z", "versionCreated": "2026-11-02T08:00:00Z", "edNote": "Killed.", "rightsInfo": {"linkedRights": [{"href": "https://rights.example/1"}]}}]"""

NITF = b"""<?xml version="1.0"?><!DOCTYPE nitf SYSTEM "nitf-3-6.dtd"><nitf xml:lang="en"><head><title>Ferry</title><docdata management-status="usable">
<doc-id id-string="tide-1"/><date.issue norm="20261102T073000Z"/><date.release norm="2026-11-02T12:00:00Z"/><ed-msg info="Corrects the name."/>
<du-key version="2" key="ferry"/><doc.copyright holder="Tide Press"/><key-list><keyword key="Harbour"/></key-list></docdata>
<pubdata ex-ref="https://tide.example/stories/1"/></head><body><body.head><hedline><hl1>Evening <em>ferry</em> late</hl1><hl2>Again</hl2></hedline>
<byline>By <person>Ann Quay</person></byline><abstract><p>Late &amp; full.</p></abstract></body.head><body.content><p>The evening ferry to <location>Lund
Island</location> is late.</p><hl2>Why</hl2><bq><block><p>Fog &lt; rain.</p></block></bq><media media-type="image"><media-reference source="https://tide.example/p/1.jpg"
 mime-type="image/jpeg" width="800" height="600" alternate-text="A quay"/><media-caption>The quay</media-caption><media-producer>Cy Jetty</media-producer></media>
</body.content></body></nitf>"""

_G2 = 'xmlns="http://iptc.org/std/nar/2006-10-01/" standard="NewsML-G2" standardversion="2.34" conformance="power"'
NEWS_ITEM = f"""<newsItem {_G2} guid="urn:newsml:tide.example:1" version="4" xml:lang="en"><rightsInfo><copyrightHolder literal="Tide Press"/>
<usageTerms>No archives.</usageTerms></rightsInfo><itemMeta><itemClass qcode="ninat:text"/><provider literal="tide"/><versionCreated>2026-11-02T08:00:00Z</versionCreated>
<firstCreated>2026-11-02T07:30:00Z</firstCreated><embargoed>2026-11-02T12:00:00Z</embargoed><pubStatus qcode="stat:usable"/><edNote>Corrects the name.</edNote></itemMeta>
<contentMeta><creditline>Tide Press/Quay</creditline><by>By Ann Quay</by><language tag="en-GB"/><subject qcode="medtop:1"><name>Harbour</name></subject>
<headline>Evening ferry late</headline><description role="drol:summary">Late again.</description></contentMeta><contentSet><inlineXML contenttype="application/xhtml+xml">
<html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title></head><body><p>The evening ferry to Lund Island is late.</p></body></html></inlineXML></contentSet></newsItem>"""
PICTURE_ITEM = f"""<newsItem {_G2} guid="urn:newsml:tide.example:2" version="1"><itemMeta><itemClass qcode="ninat:picture"/><pubStatus qcode="stat:usable"/></itemMeta>
<contentMeta><creditline>Cy Jetty</creditline><headline>A quay</headline><description>The quay</description></contentMeta><contentSet>
<remoteContent rendition="rnd:thumb" href="https://tide.example/t.jpg" contenttype="image/jpeg" width="80" height="60"/>
<remoteContent rendition="rnd:full" href="https://tide.example/f.jpg" contenttype="image/jpeg" width="800" height="600"/></contentSet></newsItem>"""
PACKAGE = f"""<packageItem {_G2} guid="urn:newsml:tide.example:9" version="1"><itemMeta><itemClass qcode="ninat:composite"/><pubStatus qcode="stat:usable"/></itemMeta>
<groupSet root="g"><group id="g" role="group:main"><itemRef residref="urn:newsml:tide.example:1"/><itemRef residref="urn:newsml:tide.example:2"/>
<itemRef residref="urn:newsml:tide.example:3" href="https://tide.example/stories/3"><title>Nets mended</title><pubStatus qcode="stat:canceled"/></itemRef></group></groupSet></packageItem>"""
NEWS_MESSAGE = f'<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><header/><itemSet>{PACKAGE}{NEWS_ITEM}{PICTURE_ITEM}</itemSet></newsMessage>'.encode()

SITEMAP = b"""<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"
 xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"><url><loc>https://tide.example/stories/1</loc><news:news><news:publication><news:name>Tide</news:name>
<news:language>en</news:language></news:publication><news:publication_date>2026-11-02</news:publication_date><news:title>Evening ferry late</news:title>
<news:keywords>Harbour, Weather</news:keywords></news:news><image:image><image:loc>https://tide.example/p/1.jpg</image:loc><image:caption>The quay</image:caption></image:image></url>
<url><loc>https://tide.example/about</loc></url></urlset>"""
