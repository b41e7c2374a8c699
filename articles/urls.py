from django.contrib.sitemaps.views import index, sitemap
from django.urls import path, re_path

from . import feeds, views
from .api.urls import patterns as api_patterns
from .edition import public_page
from .sitemaps import SITEMAPS, news_sitemap

app_name = "articles"

# Addresses that have no language of their own.
machine_patterns = [
    *api_patterns,
    path("api/v1/docs", views.api_docs, name="api_docs"),
    path("data/tpp-tracker.<str:suffix>", views.data_whole, name="data_whole"),
    path("data/datapackage.json", views.data_dictionary, name="data_dictionary"),
    path("data/<slug:name>.csv", views.data_table, name="data_table"),
    path("data/<slug:name>.jsonl", views.data_lines, name="data_lines"),
    path("robots.txt", views.robots, name="robots"),
    path("healthz", views.healthz, name="healthz"),
    path(
        "sitemap.xml",
        public_page(index),
        {"sitemaps": SITEMAPS, "sitemap_url_name": "sitemap_section"},
        name="sitemap",
    ),
    path("sitemap-<section>.xml", public_page(sitemap), {"sitemaps": SITEMAPS}, name="sitemap_section"),
    path("news-sitemap.xml", news_sitemap, name="news_sitemap"),
    path("documents/<slug:uid>/<str:name>", views.document, name="document"),
    path("photos/<slug:uid>/<str:name>", views.photo, name="photo"),
    path("shared/<str:token>/", views.shared, name="shared"),
    path("shared/<str:token>/photo", views.shared_photo, name="shared_photo"),
    path("shared/<str:token>/documents/<slug:uid>/<str:name>", views.shared_document, name="shared_document"),
    path("oembed", views.oembed, name="oembed"),
    path("embed/articles/<slug:slug>/", views.embed, name="embed"),
]

urlpatterns = [
    path("", views.home, name="home"),
    path("articles/", views.article_list, name="article_list"),
    path("articles.atom", feeds.atom, name="atom"),
    path("articles.rss", feeds.rss, name="rss"),
    path("articles.json", feeds.json_feed, name="json_feed"),
    path("articles.csv", feeds.csv, name="csv"),
    path("articles/<slug:slug>/", views.article_detail, name="article"),
    path("articles/<slug:slug>/mistake/", views.mistake, name="mistake"),
    path("articles/<slug:slug>/card.png", views.card, name="card"),
    path("articles/<slug:slug>/v<int:number>/", views.version_detail, name="version"),
    path("articles/<slug:slug>/v<int:number>.bib", views.version_bibtex, name="version_bibtex"),
    path("archive/", views.archive, name="archive"),
    path("archive/<int:year>/<int:month>/", views.archive_month, name="archive_month"),
    path("countries/", views.country_list, name="country_list"),
    path("countries/<slug:slug>/", views.country_detail, name="country"),
    path("countries/<slug:slug>/<slug:issue_slug>/", views.dossier, name="dossier"),
    re_path(
        r"^countries/(?P<slug>[-\w]+)/(?P<issue_slug>[-\w]+)\.(?P<suffix>md|csv|bib)$",
        views.dossier,
        name="dossier_as",
    ),
    path("state-of-play/", views.state_of_play, name="state_of_play"),
    path("state-of-play.csv", views.state_of_play_csv, name="state_of_play_csv"),
    path("state-of-play.json", views.state_of_play_json, name="state_of_play_json"),
    path("issues/", views.issue_list, name="issue_list"),
    path("issues/<slug:slug>/", views.issue_detail, name="issue"),
    path("issues/<slug:slug>/sides/", views.sides, name="sides"),
    path("negotiators/", views.negotiator_list, name="negotiator_list"),
    path("negotiators/<slug:slug>/", views.negotiator_detail, name="negotiator"),
    path("meetings/", views.meeting_list, name="meeting_list"),
    path("meetings.ics", views.meetings_ics, name="meetings_ics"),
    path("meetings/<slug:slug>/", views.meeting_detail, name="meeting"),
    path("tags/<str:slug>/", views.tag_detail, name="tag"),
    path("quotes/", views.quote_list, name="quote_list"),
    path("quotes/<slug:uid>/", views.quote_detail, name="quote"),
    path("corrections/", views.correction_list, name="correction_list"),
    path("corrections.atom", feeds.corrections_atom, name="corrections_atom"),
    path("glossary/", views.glossary, name="glossary"),
    path("search/", views.search, name="search"),
    path("search/suggest", views.suggestions, name="suggest"),
    path("chapters/", views.chapter_list, name="chapter_list"),
    path("data/", views.data, name="data"),
    path("about/", views.about, name="about"),
    path("embed/countries/<slug:slug>/", views.embed_country, name="embed_country"),
    path("embed/countries/<slug:slug>/<slug:issue_slug>/", views.embed_cell, name="embed_cell"),
    path("embed/issues/<slug:slug>/", views.embed_issue, name="embed_issue"),
    path("follow/", views.follow, name="follow"),
    path("follow/ask/", views.follow_ask, name="follow_ask"),
    path("follow/data/", views.follow_ask_data, name="follow_ask_data"),
    path("follow/confirm/<str:signed>/", views.follow_confirm, name="follow_confirm"),
    path("follow/change/<str:signed>/", views.follow_change, name="follow_change"),
    path("follow/stop/<str:signed>/", views.follow_stop, name="follow_stop"),
    path("follow/data/<str:signed>/", views.follow_data, name="follow_data"),
    path("follow/data/<str:signed>/alerts.json", views.follow_export, name="follow_export"),
]
