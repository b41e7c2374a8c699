"""create_demo_accounts, and the three groups that accounts belong to."""

import re

import pytest
from django.contrib.auth import authenticate, get_user_model
from django.contrib.auth.models import Group, Permission
from django.core.management import CommandError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles import roles
from tests.small_record import said

pytestmark = pytest.mark.django_db


def account(name):
    return get_user_model().objects.get(username=name)


class TestAccounts:
    def test_all_three_sign_in_with_the_password_given(self, monkeypatch):
        monkeypatch.setenv("DEMO_PASSWORD", "swordfish-2014")
        told = said("create_demo_accounts")
        assert "swordfish" not in told
        for name in ("admin", "editor", "reporter"):
            assert authenticate(username=name, password="swordfish-2014").is_staff

    def test_without_one_a_random_password_is_printed_with_where_to_sign_in(self, monkeypatch):
        monkeypatch.delenv("DEMO_PASSWORD", raising=False)
        monkeypatch.setenv("PORT", "8123")
        told = said("create_demo_accounts")
        password = re.search(r"the password (\S+) ", told)[1]
        assert "http://127.0.0.1:8123/admin/" in told
        assert len(password) >= 12
        assert authenticate(username="editor", password=password)

    def test_a_second_run_changes_nothing_and_says_so(self, monkeypatch):
        monkeypatch.setenv("DEMO_PASSWORD", "swordfish-2014")
        said("create_demo_accounts")
        monkeypatch.setenv("DEMO_PASSWORD", "another-password")
        with CaptureQueriesContext(connection) as queries:
            told = said("create_demo_accounts")
        assert told.startswith("Nothing to do")
        assert not [q for q in queries if re.match("INSERT|UPDATE|DELETE", q["sql"])]
        assert authenticate(username="admin", password="swordfish-2014")

    def test_only_what_is_missing_is_created(self, monkeypatch):
        monkeypatch.setenv("DEMO_PASSWORD", "swordfish-2014")
        said("create_demo_accounts")
        account("reporter").delete()
        assert "Accounts created: reporter." in said("create_demo_accounts")

    def test_production_has_no_accounts_with_a_shared_password(self, settings):
        settings.PRODUCTION = True
        with pytest.raises(CommandError, match="not in production"):
            said("create_demo_accounts")
        assert not get_user_model().objects.exists()


class TestWhatEachMayDo:
    MAY = {
        "reporter": {
            "articles.add_article": True,
            "articles.change_article": True,
            "articles.view_country": True,
            "articles.change_any_article": False,
            "articles.publish_article": False,
            "articles.change_country": False,
            "articles.delete_article": False,
            "articles.add_user": False,
        },
        "editor": {
            "articles.add_article": True,
            "articles.change_any_article": True,
            "articles.publish_article": True,
            "articles.change_country": True,
            "articles.delete_alias": True,
            "articles.change_outcomefigure": True,
            "articles.add_user": False,
            "auth.change_group": False,
        },
        "admin": {
            "articles.publish_article": True,
            "articles.override_checks": True,
            "articles.add_user": True,
            "auth.change_group": True,
        },
    }

    @pytest.mark.parametrize("name", MAY)
    def test_an_account_may_do_what_its_group_is_for(self, name, monkeypatch):
        monkeypatch.setenv("DEMO_PASSWORD", "swordfish-2014")
        said("create_demo_accounts")
        user = account(name)
        assert {each: user.has_perm(each) for each in self.MAY[name]} == self.MAY[name]

    def test_the_group_of_administrators_may_do_everything_by_itself(self):
        roles.install()
        user = get_user_model().objects.create_user("chief", is_staff=True)
        user.groups.add(Group.objects.get(name=roles.ADMINISTRATOR))
        assert user.has_perm("articles.delete_user")
        assert user.has_perm("articles.publish_article")


class TestInstalling:
    def test_it_works_before_the_permissions_were_made(self):
        Permission.objects.all().delete()
        Group.objects.all().delete()
        roles.install()
        assert Group.objects.get(name="Editor").permissions.filter(codename="publish_article").exists()

    def test_a_permission_that_an_administrator_took_away_is_not_granted_again(self):
        roles.install()
        reporters = Group.objects.get(name="Reporter")
        reporters.permissions.remove(Permission.objects.get(codename="add_photo"))
        roles.install()
        assert not reporters.permissions.filter(codename="add_photo").exists()

    def test_one_that_an_administrator_granted_stays(self):
        roles.install()
        reporters = Group.objects.get(name="Reporter")
        reporters.permissions.add(Permission.objects.get(codename="publish_article"))
        roles.install()
        assert reporters.permissions.filter(codename="publish_article").exists()

    def test_every_permission_meant_for_a_group_exists(self):
        roles.install()
        there = set(
            Permission.objects.filter(content_type__app_label__in=roles.APPS_WRITTEN_IN).values_list(
                "codename", flat=True
            )
        )
        assert roles.OF_EDITOR - there == set()
