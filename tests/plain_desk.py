"""An open page of the desk by plain requests: what a browser does with it, or a script without one."""

import lxml.html

ARTICLES = "/admin/articles/article/"


class Page:
    """The form as it was served, with what is typed into it."""

    def __init__(self, client, article=None):
        self.client = client
        self.article = article.pk if article else None
        self.load()

    @property
    def address(self):
        return f"{ARTICLES}{self.article}/change/" if self.article else f"{ARTICLES}add/"

    def load(self, response=None):
        response = response or self.client.get(self.address)
        assert response.status_code in (200, 400, 409), response.status_code
        form = lxml.html.fromstring(response.content.decode()).get_element_by_id("desk")
        # lxml leaves out a field without a value; browsers send it empty, and no line break that opens one.
        self.fields = {field.name: [""] for field in form.xpath(".//input[@type='text' and @name]")}
        found = {}
        for name, value in form.form_values():
            found.setdefault(name, []).append(value.removeprefix("\n"))
        self.fields |= found
        return response

    def __getitem__(self, name):
        return self.fields[name][0]

    def type(self, name, value):
        self.fields[name] = value if isinstance(value, list) else [value]

    def add_row(self, prefix, **columns):
        """Fill in the empty row that every list ends with."""
        number = int(self[f"{prefix}-TOTAL_FORMS"]) - 1
        for column, value in columns.items():
            self.type(f"{prefix}-{number}-{column}", value)

    def autosave(self):
        """Do what the page's script does a moment after a change; return the response."""
        data = {name: values for name, values in self.fields.items() if name != "seen"}
        if self.article:
            data["article"] = self.article
        response = self.client.post(f"{ARTICLES}autosave/", data, headers={"Accept": "application/json"})
        if response.status_code == 200:
            answer = response.json()
            self.article = answer["article"]
            self.type("revision", answer["revision"])
        return response

    def submit(self, button="_save", **more):
        """Send the form by a button; the desk that follows, if one does, takes its place."""
        response = self.client.post(self.address, {**self.fields, button: "1", **more}, follow=True)
        if b'id="desk"' in response.content:
            self.load(response)
        return response
