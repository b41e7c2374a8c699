"""The three groups of accounts and what each may do.

Reporters write drafts of their own; editors publish, change what others wrote and keep the record;
administrators do everything, accounts included. An administrator may change a group's permissions in the
admin: what was granted here once and taken away there is not granted again.
"""

from django.apps import apps
from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import Group, Permission

from .models import Assignment, RecordedFact

REPORTER, EDITOR, ADMINISTRATOR = "Reporter", "Editor", "Administrator"
KIND = "role"

# What the record is made of; inlines need the permissions of their own model.
RECORD = (
    "alias", "appointment", "attendance", "chapter", "country", "group", "issue", "linkage", "meeting",
    "membership", "negotiator", "offer", "offerfigure", "outcome", "outcomefigure", "photo", "position",
    "redline", "redlinestatus", "source",
)  # fmt: skip
WRITTEN = (
    "article",
    "draft",
    "version",
    "quote",
    "correction",
    "document",
    "publishingact",
    "redirect",
    "tag",
)

OF_REPORTER = {
    "add_apitoken",
    "view_apitoken",
    *(f"view_{model}" for model in (*RECORD, *WRITTEN)),
    "add_article",
    "change_article",
    "add_draft",
    "change_draft",
    "add_document",
    "add_photo",
    "add_source",
    "add_tag",
    "view_mistake",
}
OF_EDITOR = OF_REPORTER | {
    "change_any_article",
    "publish_article",
    "override_checks",
    "add_correction",
    "change_correction",
    "change_document",
    "delete_document",
    "add_redirect",
    "change_redirect",
    "add_merge",
    "view_merge",
    "view_linkcheck",
    "change_tag",
    "change_mistake",
    "add_frontchoice",
    "change_frontchoice",
    "view_frontchoice",
    "view_webhook",
    "view_webhookdelivery",
    *(f"{verb}_{model}" for verb in ("add", "change", "delete") for model in RECORD),
}
APPS_WRITTEN_IN = ("articles", "taggit")


def install(*, using="default"):
    """Make the groups, and grant what was never granted to them before. Doing it again changes nothing."""
    # Permissions are made after each migrate too, but by a handler that may come after this one.
    for config in apps.get_app_configs():
        create_permissions(config, verbosity=0, using=using)
    permissions = Permission.objects.using(using)
    written = permissions.filter(content_type__app_label__in=APPS_WRITTEN_IN)
    _grant(REPORTER, written.filter(codename__in=OF_REPORTER), using)
    _grant(EDITOR, written.filter(codename__in=OF_EDITOR), using)
    _grant(ADMINISTRATOR, permissions.all(), using)


def may_reach(user, article):
    """Say whether an account may work on a report: begun by it or assigned to it; or on anybody's."""
    if article.created_by_id == user.pk or user.has_perm("articles.change_any_article"):
        return True
    return Assignment.objects.filter(article=article, account=user).exists()


def _grant(name, permissions, using):
    group, is_new = Group.objects.using(using).get_or_create(name=name)
    memory, _found = RecordedFact.objects.using(using).get_or_create(
        model=KIND, key=name, defaults={"values": {"granted": []}}
    )
    by_name = {_name(each): each for each in permissions.select_related("content_type")}
    fresh = by_name.keys() - (set() if is_new else set(memory.values["granted"]))
    if fresh:
        group.permissions.add(*(by_name[each] for each in fresh))
        memory.values["granted"] = sorted(set(memory.values["granted"]) | fresh)
        memory.save()


def _name(permission):
    return f"{permission.content_type.app_label}.{permission.codename}"
