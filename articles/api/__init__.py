"""The public record and the reports for programs, at /api/v1/.

Articles are asked for by filters.ArticleFilters, so that one query means the same articles on a page, in a
feed and here; what the public may read is said in querysets alone. Each noun has one schema, which says
both what is answered and how the OpenAPI description words it. Each module imports only from those before
it: problems, patterns, schemas, parameters, keys, nouns, articles, drafts, service.
"""
