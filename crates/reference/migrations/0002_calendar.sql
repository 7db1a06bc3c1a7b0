-- The working-day calendar by year. Approval's copy is the master.
create table reference.calendar_year (
    year integer primary key,
    notice text not null,
    data text not null,
    version bigint not null check (version > 0)
);
comment on table reference.calendar_year is 'Working-day calendars (工作日历), one per year';
comment on column reference.calendar_year.year is 'The year';
comment on column reference.calendar_year.notice is 'Number of the notice';
comment on column reference.calendar_year.data is 'The notice in the TOML form of the calendar files';
comment on column reference.calendar_year.version is 'Grows with each change of the year; an older version never overwrites a newer one';
