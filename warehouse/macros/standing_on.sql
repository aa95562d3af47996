-- Was an entry of a list listed on a day: listed, not_listed or unknown? Known is what its snapshots
-- tell, and the days that the list itself gives. Nothing is known of days after the newest snapshot,
-- nor of days before the oldest, unless the list gives the day of its first listing.
CREATE OR REPLACE MACRO main.standing_on(of_list, of_entry, on_day) AS (
    SELECT
        CASE
            WHEN BOOL_OR(on_day::DATE BETWEEN p.first_listed AND p.last_listed)
                THEN 'listed'
            WHEN
                BOOL_AND(
                    COALESCE(
                        on_day::DATE <= s.newest
                        AND (on_day::DATE <= p.listed_after OR on_day::DATE >= p.delisted_before),
                        FALSE
                    )
                )
                AND (
                    BOOL_AND(on_day::DATE >= s.oldest)
                    OR ARG_MIN(p.precision, p.first_listed) = 'listed_on'
                )
                THEN 'not_listed'
            ELSE 'unknown'
        END
    FROM lists.listing_periods AS p
    INNER JOIN (
        SELECT
            w.list,
            MIN(w.published_on) AS oldest,
            MAX(w.published_on) AS newest
        FROM lists.watchlist_snapshots AS w
        GROUP BY w.list
    ) AS s
        ON s.list = p.list
    WHERE
        p.list = of_list
        AND p.entry_id = of_entry
);

-- What follows for somebody who has several entries? An aggregate: listed where one of them is
-- listed, else unknown where one of them is unknown.
CREATE OR REPLACE MACRO main.standing_over(standings) AS
    ARG_MIN(standings, LIST_POSITION(['listed', 'unknown', 'not_listed'], standings));
