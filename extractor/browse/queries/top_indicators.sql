SELECT
    indicator,
    object,
    count(*) AS figures,
    count(DISTINCT doc_id) AS articles,
    count(DISTINCT locality_province_2025) AS provinces,
    min(substr(period, 1, 4)) FILTER (WHERE period NOT LIKE '..%') AS first_year,
    max(substr(period, 1, 4)) FILTER (WHERE period NOT LIKE '..%') AS last_year
FROM figures
WHERE repeat_of IS NULL AND same_as IS NULL AND status = 'achieved'
GROUP BY indicator, object
ORDER BY figures DESC, indicator, object
LIMIT 200
