-- Performance: schemes of weighted indicators, periods, scorecards with what they were counted from, appeals.
create table workforce.kpi_scheme (
  tenant_id uuid not null references identity.company,
  id uuid not null,
  name text not null,
  grain text not null check (grain in ('month', 'quarter', 'year')),
  -- empty: every post, every team; a team stands for those below it, too
  post_ids uuid[] not null default '{}',
  team_ids uuid[] not null default '{}',
  effective_from date not null,
  effective_to date check (effective_to >= effective_from),
  -- [{grade, from}], the best first; the last one begins at 0
  bands jsonb not null,
  active boolean not null default true,
  version int not null default 1,
  created_at timestamptz not null,
  primary key (tenant_id, id),
  unique (tenant_id, name)
);
call platform.protect('workforce.kpi_scheme', 'select, insert, update');
create policy not_for_residents on workforce.kpi_scheme as restrictive using ((select platform.actor_kind()) <> 'resident');

create table workforce.kpi_indicator (
  tenant_id uuid not null,
  scheme_id uuid not null,
  id uuid not null,
  position int not null,
  name text not null,
  -- manual, or what feeds it
  source text not null,
  rule text not null check (rule in ('manual', 'linear', 'steps', 'pass')),
  direction text not null check (direction in ('higher', 'lower')),
  -- 100 points at the target, 60 at the threshold, 0 at the floor
  target numeric(14,4),
  threshold numeric(14,4),
  floor numeric(14,4),
  -- [{at, score}] of a table of steps
  steps jsonb not null default '[]',
  weight numeric(5,2) not null check (weight > 0 and weight <= 100),
  -- no indicator gives more
  cap numeric(5,2) not null check (cap between 1 and 200),
  primary key (tenant_id, id),
  unique (tenant_id, scheme_id, position),
  foreign key (tenant_id, scheme_id) references workforce.kpi_scheme,
  check ((rule = 'manual') = (source = 'manual')),
  check (rule not in ('linear', 'pass') or target is not null),
  check (rule <> 'linear' or floor is not null and target <> floor and (target > floor) = (direction = 'higher')),
  check (threshold is null or rule = 'linear' and threshold > least(target, floor) and threshold < greatest(target, floor))
);
call platform.protect('workforce.kpi_indicator', 'select, insert, update, delete');
create policy not_for_residents on workforce.kpi_indicator as restrictive using ((select platform.actor_kind()) <> 'resident');

-- Asked at the end of the transaction: the weights of a scheme are exactly 100.
create function workforce.check_kpi_weights() returns trigger language plpgsql set search_path = pg_catalog as $$
declare
  scheme uuid := coalesce(new.scheme_id, old.scheme_id);
  tenant uuid := coalesce(new.tenant_id, old.tenant_id);
  total numeric;
begin
  select sum(i.weight) into total from workforce.kpi_indicator i where i.tenant_id = tenant and i.scheme_id = scheme;
  if coalesce(total, 0) <> 100 then
    raise exception 'the weights of scheme % are %, not 100', scheme, coalesce(total, 0) using errcode = 'check_violation';
  end if;
  return null;
end $$;
create constraint trigger weights_are_whole after insert or update or delete on workforce.kpi_indicator
  deferrable initially deferred for each row execute function workforce.check_kpi_weights();

create table workforce.kpi_period (
  tenant_id uuid not null references identity.company,
  id uuid not null,
  grain text not null check (grain in ('month', 'quarter', 'year')),
  from_on date not null,
  to_on date not null check (to_on >= from_on),
  -- null: everybody of the company
  community_id uuid,
  state text not null default 'open' check (state in ('open', 'locked', 'void')),
  -- of the settings when it was opened: so many days for an appeal
  appeal_days int not null check (appeal_days between 0 and 60),
  note text,
  opened_at timestamptz not null,
  opened_by text not null,
  locked_at timestamptz,
  locked_by text,
  version int not null default 1,
  primary key (tenant_id, id),
  foreign key (tenant_id, community_id) references registry.community,
  check ((state = 'locked') = (locked_at is not null)),
  -- One period of a kind at a time, for the company and for each community.
  exclude using gist (tenant_id with =, grain with =, (coalesce(community_id, '00000000-0000-0000-0000-000000000000')) with =,
    daterange(from_on, to_on, '[]') with &&) where (state <> 'void')
);
call platform.protect('workforce.kpi_period', 'select, insert, update');
create policy not_for_residents on workforce.kpi_period as restrictive using ((select platform.actor_kind()) <> 'resident');

create table workforce.scorecard (
  tenant_id uuid not null,
  id uuid not null,
  period_id uuid not null,
  employee_id uuid not null,
  team_id uuid not null,
  community_id uuid,
  -- of the period, so that nobody is judged twice for the same days
  grain text not null,
  from_on date not null,
  to_on date not null,
  -- the scheme as it was when the card was made
  scheme_id uuid not null,
  scheme_name text not null,
  scheme_version int not null,
  bands jsonb not null,
  -- void: of a period that was opened by mistake
  state text not null default 'open' check (state in ('open', 'scored', 'published', 'void')),
  self_comment text,
  self_at timestamptz,
  comment text,
  scored_at timestamptz,
  scored_by uuid,
  scored_by_name text,
  review_note text,
  reviewed_at timestamptz,
  reviewed_by uuid,
  reviewed_by_name text,
  published_at timestamptz,
  appeal_until date,
  total numeric(6,2),
  grade text,
  version int not null default 1,
  primary key (tenant_id, id),
  foreign key (tenant_id, period_id) references workforce.kpi_period,
  foreign key (tenant_id, employee_id) references workforce.employee,
  foreign key (tenant_id, team_id) references workforce.team,
  foreign key (tenant_id, scheme_id) references workforce.kpi_scheme,
  check (reviewed_by <> scored_by),
  check (state <> 'published' or total is not null and grade is not null and published_at is not null),
  exclude using gist (tenant_id with =, employee_id with =, grain with =, daterange(from_on, to_on, '[]') with &&) where (state <> 'void')
);
create index scorecard_period on workforce.scorecard (tenant_id, period_id, state);
create index scorecard_employee on workforce.scorecard (tenant_id, employee_id, from_on);
call platform.protect('workforce.scorecard', 'select, insert, update');
call workforce.wall_employee('workforce.scorecard');
-- A period is seen by staff of its community, and by whoever has a card in it.
create policy scope_wall on workforce.kpi_period as restrictive using (
  (select platform.scope_all()) or community_id is null or community_id = any ((select platform.scope_communities())::uuid[])
  or id in (select c.period_id from workforce.scorecard c where c.employee_id = (select workforce.my_employee_id())));

-- An indicator of a card, as the scheme had it, with what was measured and what it came to.
create table workforce.scorecard_line (
  tenant_id uuid not null,
  scorecard_id uuid not null,
  id uuid not null,
  employee_id uuid not null,
  community_id uuid,
  position int not null,
  name text not null,
  source text not null,
  rule text not null,
  direction text not null,
  target numeric(14,4),
  threshold numeric(14,4),
  floor numeric(14,4),
  steps jsonb not null,
  weight numeric(5,2) not null,
  cap numeric(5,2) not null,
  -- the last that was fed; fed and null: there was nothing to measure, so the weight goes to the others
  value numeric(18,4),
  fed_at timestamptz,
  self_score numeric(5,2),
  -- by the supervisor, of a manual indicator
  given_score numeric(5,2),
  -- decided on an appeal, whatever was measured
  appeal_score numeric(5,2),
  -- what counts: null while it is not known, or when there was nothing to measure
  score numeric(5,2),
  note text,
  primary key (tenant_id, id),
  unique (tenant_id, scorecard_id, position),
  foreign key (tenant_id, scorecard_id) references workforce.scorecard,
  check (self_score between 0 and cap and given_score between 0 and cap and appeal_score between 0 and cap and score between 0 and cap)
);
call platform.protect('workforce.scorecard_line', 'select, insert, update');
call workforce.wall_employee('workforce.scorecard_line');

-- Every value that was fed, the last one holds.
create table workforce.kpi_value (
  tenant_id uuid not null,
  id uuid not null,
  period_id uuid not null,
  employee_id uuid not null,
  community_id uuid,
  source text not null,
  value numeric(18,4),
  -- how it came to be: 78 of 90
  basis text not null,
  at timestamptz not null,
  actor_name text not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, period_id) references workforce.kpi_period,
  foreign key (tenant_id, employee_id) references workforce.employee
);
create index kpi_value_last on workforce.kpi_value (tenant_id, period_id, employee_id, source, at);
call platform.protect('workforce.kpi_value', 'select, insert');
call workforce.wall_employee('workforce.kpi_value');
create trigger append_only before update or delete on workforce.kpi_value for each row execute function platform.refuse_change();

create table workforce.appeal (
  tenant_id uuid not null,
  id uuid not null,
  scorecard_id uuid not null,
  employee_id uuid not null,
  community_id uuid,
  reason text not null,
  state text not null default 'asked' check (state in ('asked', 'changed', 'kept', 'withdrawn')),
  asked_at timestamptz not null,
  asked_by uuid not null,
  answer text,
  answered_at timestamptz,
  answered_by uuid check (answered_by <> asked_by),
  answered_by_name text,
  primary key (tenant_id, id),
  foreign key (tenant_id, scorecard_id) references workforce.scorecard,
  foreign key (tenant_id, employee_id) references workforce.employee,
  check (state not in ('changed', 'kept') or answer is not null and answered_at is not null)
);
create unique index appeal_open on workforce.appeal (tenant_id, scorecard_id) where state = 'asked';
create index appeal_card on workforce.appeal (tenant_id, scorecard_id, asked_at);
call platform.protect('workforce.appeal', 'select, insert, update');
call workforce.wall_employee('workforce.appeal');

-- What an appeal changed, line by line.
create table workforce.score_change (
  tenant_id uuid not null,
  id uuid not null,
  scorecard_id uuid not null,
  line_id uuid not null,
  appeal_id uuid not null,
  employee_id uuid not null,
  community_id uuid,
  score_before numeric(5,2),
  score_after numeric(5,2) not null,
  total_before numeric(6,2) not null,
  total_after numeric(6,2) not null,
  reason text not null,
  at timestamptz not null,
  actor_name text not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, scorecard_id) references workforce.scorecard,
  foreign key (tenant_id, line_id) references workforce.scorecard_line,
  foreign key (tenant_id, appeal_id) references workforce.appeal
);
create index score_change_card on workforce.score_change (tenant_id, scorecard_id, at);
call platform.protect('workforce.score_change', 'select, insert');
call workforce.wall_employee('workforce.score_change');
create trigger append_only before update or delete on workforce.score_change for each row execute function platform.refuse_change();

-- Results that are locked stay: no card, line, value, appeal or change of the period any more, whoever asks.
create function workforce.refuse_locked_results() returns trigger language plpgsql set search_path = pg_catalog as $$
declare
  period uuid;
  stands text;
begin
  if tg_table_name = 'kpi_period' then
    if old.state = 'locked' then
      raise exception 'the results of period % are locked', old.id using errcode = 'restrict_violation';
    end if;
    return new;
  end if;
  if tg_table_name in ('scorecard', 'kpi_value') then
    period := new.period_id;
  else
    select c.period_id into period from workforce.scorecard c where c.tenant_id = new.tenant_id and c.id = new.scorecard_id;
  end if;
  -- Holds the locking of the period off until this is written.
  select p.state into stands from workforce.kpi_period p where p.tenant_id = new.tenant_id and p.id = period for share;
  if stands is distinct from 'open' and not (stands = 'void' and tg_op = 'UPDATE') then
    raise exception 'the results of period % are locked', period using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger results_locked before update on workforce.kpi_period for each row execute function workforce.refuse_locked_results();
create trigger results_locked before insert or update on workforce.scorecard for each row execute function workforce.refuse_locked_results();
create trigger results_locked before insert or update on workforce.scorecard_line for each row execute function workforce.refuse_locked_results();
create trigger results_locked before insert on workforce.kpi_value for each row execute function workforce.refuse_locked_results();
create trigger results_locked before insert or update on workforce.appeal for each row execute function workforce.refuse_locked_results();
create trigger results_locked before insert on workforce.score_change for each row execute function workforce.refuse_locked_results();
