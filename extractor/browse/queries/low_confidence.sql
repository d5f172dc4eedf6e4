SELECT
    id AS figure,
    evidence,
    confidence,
    period_confidence,
    indicator,
    object,
    value,
    unit,
    period,
    period_text,
    locality_name AS locality,
    locality_source,
    notes
FROM figures
WHERE confidence < 0.6 OR period_confidence = 'low' OR value IS NULL
ORDER BY confidence, figure
LIMIT 500
