-- What people read: one row per figure, its sentence with the quote between brackets, its article.
-- No join: facets then count along an index and never look at an article.
CREATE VIEW IF NOT EXISTS evidence AS
SELECT
    figures.id AS figure,
    figures.evidence,
    figures.value,
    figures.value_max,
    figures.unit,
    figures.approx,
    figures.indicator,
    figures.object,
    figures.action,
    figures.status,
    figures.value_kind,
    figures.period,
    figures.locality_name AS locality,
    figures.locality_province AS province,
    figures.locality_province_2025 AS province_2025,
    (SELECT title FROM documents WHERE documents.doc_id = figures.doc_id) AS article,
    (SELECT publication_date FROM documents WHERE documents.doc_id = figures.doc_id) AS published,
    (SELECT outlet FROM documents WHERE documents.doc_id = figures.doc_id) AS outlet,
    figures.confidence,
    figures.repeat_of,
    figures.same_as,
    figures.notes,
    figures.record_id,
    figures.doc_id
FROM figures;
