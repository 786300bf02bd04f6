-- The model ../../workloads/typical.toml at 2026-11-22T09:30:00Z: one conditional aggregate a lead, then expressions.
--
-- A day begins in Berlin, so instants are moved by the offset that was in force; the four boundaries are the clock
-- changes that the events can meet. 20779 is the day of as_of, 2026-11-22, counted from 1970-01-01.
WITH aged AS (
    SELECT
        lead,
        CASE event
            WHEN 'page_view' THEN 0 WHEN 'pricing_view' THEN 1 WHEN 'email_open' THEN 2 WHEN 'email_click' THEN 3
            WHEN 'download' THEN 4 WHEN 'webinar' THEN 5 WHEN 'form' THEN 6 WHEN 'quote_request' THEN 7
            WHEN 'fair_visit' THEN 8 WHEN 'order' THEN 9 ELSE 10
        END::TINYINT AS signal,
        (20779 - (epoch_us("at") + CASE
            WHEN "at" >= TIMESTAMPTZ '2026-10-25 01:00:00Z' THEN 3600000000
            WHEN "at" >= TIMESTAMPTZ '2026-03-29 01:00:00Z' THEN 7200000000
            WHEN "at" >= TIMESTAMPTZ '2025-10-26 01:00:00Z' THEN 3600000000
            ELSE 7200000000
        END) // 86400000000)::INTEGER AS age
    FROM events
    WHERE "at" <= TIMESTAMPTZ '2026-11-22 09:30:00Z'
),
decayed AS (
    SELECT lead, signal, age,
        -- 2 ^ (-age / half-life); the exponent makes the constant a double.
        exp(-6.931471805599453e-1 * age / CASE signal WHEN 2 THEN 14.0 WHEN 5 THEN 60.0 WHEN 8 THEN 120.0 ELSE 30.0 END)
            AS factor
    FROM aged
),
tallies AS (
    SELECT
        lead,
        sum(factor) FILTER (signal = 0) AS page_view,
        sum(factor) FILTER (signal = 1) AS pricing_view,
        sum(factor) FILTER (signal = 2) AS email_open,
        sum(factor) FILTER (signal = 3) AS email_click,
        sum(factor) FILTER (signal = 4) AS download,
        sum(factor) FILTER (signal = 5) AS webinar,
        sum(factor) FILTER (signal = 6) AS form,
        sum(factor) FILTER (signal = 7) AS quote_request,
        sum(factor) FILTER (signal = 8) AS fair_visit,
        count(*) FILTER (signal = 9) AS orders,
        min(age) FILTER (signal = 9) AS since_order,
        min(age) FILTER (signal < 10) AS since_activity
    FROM decayed
    GROUP BY lead
),
fits AS (
    SELECT
        lead, reorder, created,
        contains(lower(title), 'student') OR contains(lower(title), 'trainee') AS student,
        least(60,
            CASE WHEN employees IS NULL THEN 0 WHEN employees >= 1000 THEN 30 WHEN employees >= 100 THEN 20
                WHEN employees >= 10 THEN 5 ELSE -10 END
            + CASE WHEN revenue >= 10000000 THEN 20 WHEN revenue >= 1000000 THEN 10 ELSE 0 END
            + CASE WHEN lower(trim(industry)) IN ('legal', 'finance', 'insurance') THEN 25
                WHEN lower(trim(industry)) IN ('education', 'health') THEN 10 ELSE 0 END)
        + least(40,
            CASE WHEN contains(lower(title), 'office manager') OR contains(lower(title), 'procurement') THEN 25
                WHEN contains(lower(title), 'assistant') THEN 10 ELSE 0 END
            + CASE WHEN lower(trim(country)) = 'de' THEN 15
                WHEN lower(trim(country)) IN ('at', 'ch') THEN 10 ELSE 0 END) AS fit_points
    FROM profiles
),
joined AS (
    SELECT
        lead,
        coalesce(fit_points, 0) AS fit_points,
        coalesce(student, false) AS student,
        least(60, least(20, round(coalesce(page_view, 0), 3)) + least(40, round(10 * coalesce(pricing_view, 0), 3)))
        + least(20, least(10, round(0.5::DOUBLE * coalesce(email_open, 0), 3))
            + round(2.5::DOUBLE * coalesce(email_click, 0), 3))
        + least(50, least(30, round(5 * coalesce(download, 0), 3)) + round(15 * coalesce(webinar, 0), 3))
        + least(80, round(20 * coalesce(form, 0), 3) + round(30 * coalesce(quote_request, 0), 3))
        + least(50, round(25 * coalesce(fair_visit, 0), 3)) AS gained,
        coalesce(since_activity, DATE '2026-11-22' - created) AS idle,
        coalesce(orders, 0) AS orders,
        since_order,
        DATE '2026-11-22' - since_order AS ordered,
        CASE WHEN reorder >= 1 AND reorder < 1200 THEN floor(reorder)::INTEGER ELSE 3 END AS months
    FROM fits FULL JOIN tallies USING (lead)
),
cycles AS (
    SELECT *,
        greatest(0, gained + CASE WHEN idle > 30 THEN greatest(-50, -5 * (1 + (idle - 31) // 7)) ELSE 0 END)
            AS engagement_points,
        (ordered + to_months(months))::DATE - ordered AS length,
        -- Full months until the 22nd of November 2026.
        (2026 - year(ordered)) * 12 + 11 - month(ordered) - (day(ordered) > 22)::INTEGER AS passed
    FROM joined
),
ready AS (
    SELECT *,
        CASE WHEN orders = 0 THEN 0 ELSE round(60.0::DOUBLE * least(passed, months) / months * greatest(0, least(1,
            1 - (greatest(0, since_order - length) - 0.5::DOUBLE * length) / (1.5::DOUBLE * length))), 3)
        END AS cycle_points
    FROM cycles
),
points AS (
    SELECT *, engagement_points + cycle_points AS readiness_points FROM ready
)
-- Sums of doubles miss a threshold by less than 1e-7, points are whole thousandths.
SELECT
    lead,
    fit_points::DOUBLE AS fit_points,
    CASE WHEN fit_points >= 80 THEN 'A' WHEN fit_points >= 60 THEN 'B' WHEN fit_points >= 40 THEN 'C'
        WHEN fit_points >= 20 THEN 'D' ELSE 'E' END AS grade,
    engagement_points,
    CASE WHEN engagement_points >= 79.9999999::DOUBLE THEN 1 WHEN engagement_points >= 59.9999999::DOUBLE THEN 2
        WHEN engagement_points >= 39.9999999::DOUBLE THEN 3 WHEN engagement_points >= 19.9999999::DOUBLE THEN 4
        ELSE 5 END AS rank,
    cycle_points,
    readiness_points,
    readiness_points >= 59.9999999::DOUBLE AS ready,
    CASE WHEN orders >= 3 THEN 'regular' WHEN orders >= 1 THEN 'customer'
        WHEN engagement_points >= 9.9999999::DOUBLE THEN 'lead' ELSE 'visitor' END AS stage,
    CASE WHEN student THEN 'disqualified'
        WHEN readiness_points >= 59.9999999::DOUBLE AND fit_points >= 60 THEN 'sql'
        WHEN engagement_points >= 59.9999999::DOUBLE OR readiness_points >= 59.9999999::DOUBLE THEN 'mql'
        WHEN fit_points >= 40 THEN 'nurture' ELSE 'unqualified' END AS qualification
FROM points
