-- How replicas of a service notice that their snapshot is old, without reading the tables.
create table reference.change (
    single boolean primary key default true check (single),
    number bigint not null
);
comment on table reference.change is 'One row. Each writer takes it first, so writers wait for each other and the number never goes back';
comment on column reference.change.single is 'Keeps the table at one row';
comment on column reference.change.number is 'How many transactions wrote to the directory or the calendar';
insert into reference.change (number) values (0);
