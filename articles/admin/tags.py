from ..models import Article
from .base import BaseAdmin


class TagAdmin(BaseAdmin):
    used_in = [(Article, "tags")]
    list_display = ["name", "slug"]
    search_fields = ["name"]
    prepopulated_fields = {"slug": ["name"]}
