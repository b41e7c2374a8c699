from django.contrib.sitemaps.views import index, sitemap
from django.urls import path

from . import feeds, views
from .edition import public_page
from .sitemaps import SITEMAPS

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
]

urlpatterns = [
    path("", views.home, name="home"),
    path("articles/", views.article_list, name="article_list"),
    path("articles.atom", feeds.atom, name="atom"),
    path("articles/<slug:slug>/", views.article_detail, name="article"),
    path("articles/<slug:slug>/v<int:number>/", views.version_detail, name="version"),
    path("countries/", views.country_list, name="country_list"),
    path("countries/<slug:slug>/", views.country_detail, name="country"),
    path("issues/", views.issue_list, name="issue_list"),
    path("issues/<slug:slug>/", views.issue_detail, name="issue"),
    path("negotiators/", views.negotiator_list, name="negotiator_list"),
    path("negotiators/<slug:slug>/", views.negotiator_detail, name="negotiator"),
    path("meetings/", views.meeting_list, name="meeting_list"),
    path("meetings/<slug:slug>/", views.meeting_detail, name="meeting"),
    path("tags/<slug:slug>/", views.tag_detail, name="tag"),
    path("search/", views.search, name="search"),
    path("chapters/", views.chapter_list, name="chapter_list"),
    path("about/", views.about, name="about"),
]
