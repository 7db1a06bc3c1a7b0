-- What follows from each change of the ledger: the counts of the board, and the feed of the watches. In order of their keys, so
-- that two writers never wait for each other.
create function notification.count_duties() returns trigger language plpgsql as $$
begin
    insert into notification.tally (owed_by, owed_to, kind, due_order, yellow_at, deep_red_at, open)
    select owed_by, owed_to, kind, due_order, coalesce(yellow_at, due_order), coalesce(deep_red_at, 'infinity'), sum(change)
    from (
        select owed_by, owed_to, kind, due_order, yellow_at, deep_red_at, 1 as change
        from after_change where state = 'open' and opened_at is not null
        union all
        select owed_by, owed_to, kind, due_order, yellow_at, deep_red_at, -1
        from before_change where state = 'open' and opened_at is not null
    ) changed
    group by 1, 2, 3, 4, 5, 6
    having sum(change) <> 0
    order by 1, 2, 3, 4, 5, 6
    on conflict (owed_by, owed_to, kind, due_order, yellow_at, deep_red_at)
    do update set open = tally.open + excluded.open;
    return null;
end
$$;

create function notification.count_new_duties() returns trigger language plpgsql as $$
begin
    insert into notification.tally (owed_by, owed_to, kind, due_order, yellow_at, deep_red_at, open)
    select owed_by, owed_to, kind, due_order, coalesce(yellow_at, due_order), coalesce(deep_red_at, 'infinity'), count(*)
    from after_change where state = 'open' and opened_at is not null
    group by 1, 2, 3, 4, 5, 6
    order by 1, 2, 3, 4, 5, 6
    on conflict (owed_by, owed_to, kind, due_order, yellow_at, deep_red_at)
    do update set open = tally.open + excluded.open;
    return null;
end
$$;

create trigger count_new after insert on notification.duty
    referencing new table as after_change
    for each statement execute function notification.count_new_duties();
create trigger count_changed after update on notification.duty
    referencing old table as before_change new table as after_change
    for each statement execute function notification.count_duties();

-- A lamp that is counted again is no news: whoever watches computes nothing from it.
create function notification.feed_duties() returns trigger language plpgsql as $$
begin
    insert into notification.change (duty_id, owed_by, owed_to)
    select after_change.id, after_change.owed_by, after_change.owed_to
    from after_change join before_change on before_change.id = after_change.id
    where after_change.opened_at is not null
      and (after_change.opened_at, after_change.state, after_change.deadline)
          is distinct from (before_change.opened_at, before_change.state, before_change.deadline)
    order by after_change.id;
    return null;
end
$$;

create function notification.feed_new_duties() returns trigger language plpgsql as $$
begin
    insert into notification.change (duty_id, owed_by, owed_to)
    select id, owed_by, owed_to from after_change where opened_at is not null order by id;
    return null;
end
$$;

create trigger feed_new after insert on notification.duty
    referencing new table as after_change
    for each statement execute function notification.feed_new_duties();
create trigger feed_changed after update on notification.duty
    referencing old table as before_change new table as after_change
    for each statement execute function notification.feed_duties();
