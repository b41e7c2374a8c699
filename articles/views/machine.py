from django.http import HttpResponse, JsonResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from ..addresses import absolute
from ..edition import SiteVersion


@require_safe
def robots(request):
    lines = [
        "User-agent: *",
        f"Disallow: {reverse('admin:index')}",
        "Disallow: /accounts/",
        "Disallow: /search/",
        "Disallow: /articles/*/mistake/",
        f"Sitemap: {absolute(request, reverse('sitemap'))}",
        f"Sitemap: {absolute(request, reverse('news_sitemap'))}",
        "",
    ]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@require_safe
def healthz(request):
    """Say that the process is alive and its database answers."""
    response = JsonResponse({"status": "ok", "edition": SiteVersion.at().edition})
    response.headers["Cache-Control"] = "no-store"
    return response
