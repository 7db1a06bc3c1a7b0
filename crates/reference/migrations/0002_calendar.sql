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

create table reference.closure (
    date date primary key,
    authority text not null,
    reason text not null,
    lifted boolean not null,
    version bigint not null check (version > 0)
);
comment on table reference.closure is 'Local closures (临时停止办公), one per day; a lifted one stays, so that its version is not forgotten';
comment on column reference.closure.date is 'The day that does not count';
comment on column reference.closure.authority is 'Who closed, for example 县防汛抗旱指挥部';
comment on column reference.closure.reason is 'Why, for example 台风停工';
comment on column reference.closure.lifted is 'Taken back: the day counts as if there had been none';
comment on column reference.closure.version is 'Grows with each change of the closure; an older version never overwrites a newer one';
