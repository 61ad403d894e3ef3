-- 专户存储: the maintenance fund lies in an account of its own (100202 银行存款—维修资金专户), not in the company's. What a request moves there is kept
-- with it, so that what takes it back goes the way that it came; nothing that was posted before touched that account (0).
alter table billing.fund_request
  add column special_fen bigint not null default 0,
  add constraint fund_request_special check (special_fen = 0 or (kind = 'fund' and abs(special_fen) = amount_fen)),
  drop constraint fund_request_deed_check,
  drop constraint fund_request_effect_fen_check,
  drop constraint fund_request_check5,
  drop constraint fund_request_check6,
  -- move-in 转入专户: what was collected into the company's account goes where it belongs; the fund gains nothing by it
  add constraint fund_request_deed_check check (deed in ('spend', 'hand-over', 'manage', 'income', 'opening', 'move-in', 'reversal')),
  add constraint fund_request_move_in check (deed <> 'move-in' or (kind = 'fund' and special_fen = amount_fen and method is distinct from 'cash')),
  add constraint fund_request_effect check (deed = 'reversal'
    or effect_fen = case when deed in ('income', 'opening') then amount_fen - tax_fen when deed = 'move-in' then 0 else -amount_fen end),
  add constraint fund_request_moves check (effect_fen <> 0 or special_fen <> 0),
  add constraint fund_request_way check ((method is not null) = (deed in ('spend', 'hand-over', 'income')) or deed in ('reversal', 'move-in'));

-- With what moved in the special account; an opening balance that is there already moves it and nothing else.
create or replace view billing.public_fund_movement with (security_invoker = true) as
  select f.tenant_id, f.community_id, f.kind, f.item_id, f.id, f.deed, f.effect_fen as amount_fen, f.tax_fen, f.applied_on as moved_on,
    f.resolution_id, f.from_month, f.to_month, f.reverses_id,
    -- cash, bank, special account: in positive, out negative; from the company's account into the special one nothing
    (case when f.method is null then f.special_fen when f.effect_fen = 0 then 0 when f.effect_fen > 0 then f.amount_fen else -f.amount_fen end)::bigint
      as money_fen,
    f.special_fen
  from billing.fund_request f where f.state = 'approved';
