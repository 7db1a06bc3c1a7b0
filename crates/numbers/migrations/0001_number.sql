create schema if not exists numbers;
grant usage on schema numbers to shenguan_rpc, shenguan_system;

-- The last number of each series and year that was given to a paper. A number counts when the paper's transaction commits, and the
-- row is locked until then: none is left out, none is given twice.
create table numbers.number (
    -- Whose papers they are; null: papers of the whole county, whichever unit writes them.
    unit text,
    -- What stands before the year (发文字号的机关代字).
    word text not null,
    year integer not null,
    last integer not null check (last > 0),
    unique nulls not distinct (unit, word, year)
);

grant select, insert, update (last) on numbers.number to shenguan_rpc, shenguan_system;
alter table numbers.number enable row level security;
alter table numbers.number force row level security;
-- Who takes numbers of the whole county is said by the service whose papers they are, for each word.
create policy own on numbers.number to shenguan_rpc
using (unit = nullif(current_setting('app.unit', true), ''));
create policy system_all on numbers.number to shenguan_system using (true) with check (true);
