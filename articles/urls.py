from django.contrib.sitemaps.views import index, sitemap
from django.urls import path, re_path

from . import feeds, views
from .edition import public_page
from .sitemaps import SITEMAPS, news_sitemap

app_name = "articles"

# Addresses that have no language of their own.
machine_patterns = [
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
    path("articles/<slug:slug>/card.png", views.card, name="card"),
    path("articles/<slug:slug>/v<int:number>/", views.version_detail, name="version"),
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
    path("negotiators/", views.negotiator_list, name="negotiator_list"),
    path("negotiators/<slug:slug>/", views.negotiator_detail, name="negotiator"),
    path("meetings/", views.meeting_list, name="meeting_list"),
    path("meetings.ics", views.meetings_ics, name="meetings_ics"),
    path("meetings/<slug:slug>/", views.meeting_detail, name="meeting"),
    path("tags/<str:slug>/", views.tag_detail, name="tag"),
    path("search/", views.search, name="search"),
    path("search/suggest", views.suggestions, name="suggest"),
    path("chapters/", views.chapter_list, name="chapter_list"),
    path("about/", views.about, name="about"),
]
