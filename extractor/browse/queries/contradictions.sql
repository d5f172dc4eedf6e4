SELECT * FROM (
    SELECT
        one.locality_name AS locality,
        one.locality_province AS province,
        one.period,
        one.indicator,
        one.object,
        one.value AS one_value,
        other.value AS other_value,
        one.unit,
        one.evidence AS one_sentence,
        other.evidence AS other_sentence,
        (SELECT outlet FROM documents WHERE doc_id = one.doc_id) AS one_outlet,
        (SELECT outlet FROM documents WHERE doc_id = other.doc_id) AS other_outlet,
        links.reasons,
        one.id AS one_figure,
        other.id AS other_figure
    FROM links
    JOIN figures AS one ON one.id = links.one
    JOIN figures AS other ON other.id = links.other
    WHERE links.type = 'conflicts_with'
    ORDER BY links.strength DESC, one_figure, other_figure
    LIMIT 500
)
UNION ALL
SELECT
    NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
    'Articles were not compared: ' || linked || '. Install the extra compare and write the database again.',
    NULL, NULL, NULL, NULL, NULL, NULL
FROM (SELECT linked FROM runs ORDER BY rowid DESC LIMIT 1)
WHERE linked <> 'yes'
