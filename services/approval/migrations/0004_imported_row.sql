-- Which row of which import became which decision, so that the repeat of an import gives each row the verdict it got.
create table approval.imported_row (
    -- Code of the importing unit.
    unit text not null,
    -- UUID that the unit gave the import.
    request_id uuid not null,
    -- Line in the file.
    line integer not null,
    decision_id uuid not null references approval.decision,
    -- How many deliveries were made at once; or why none was, and the decision waits for a person.
    deliveries integer not null,
    unrouted_reason text,
    primary key (unit, request_id, line)
);

grant select, insert on approval.imported_row to shenguan_rpc, shenguan_system;
alter table approval.imported_row enable row level security;
alter table approval.imported_row force row level security;
create policy own on approval.imported_row to shenguan_rpc
using (unit = nullif(current_setting('app.unit', true), ''))
with check (unit = nullif(current_setting('app.unit', true), ''));
create policy system_all on approval.imported_row to shenguan_system using (true) with check (true);
