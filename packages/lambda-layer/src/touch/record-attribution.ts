import type { EnteredRecord } from '@kinesis-otel/consumer-sdk/host';
import { type Context, createContextKey, type Span, trace } from '@opentelemetry/api';

/** Enters a context for the rest of this turn, and all that follows from it. */
export type EnterContext = (context: Context) => void;

/** Which record's context the code of a batch's handler is in. Records go by their place in the batch. */
export interface RecordAttribution {
  /**
   * Iteration hands a record over; undefined: it has ended, or is about to hand over the next. Where `endsTurn`, the code that
   * asks for it has done with the record before; a callback may still be at work for it.
   */
  readonly deliver: (record: number | undefined, endsTurn: boolean) => void;
  /** A record's payload is read. */
  readonly touch: (record: number) => void;
}

/** On the context: whose turn it is, and whose payload was read in it. */
interface Turn {
  readonly batch: BatchState;
  readonly delivered: number | undefined;
  readonly touched: number | undefined;
  /** The record's scope; undefined where none was entered. */
  readonly entered: EnteredRecord | undefined;
  /** Whoever has this context still, without being in the loop, called what has the loop in it. */
  isOver: boolean;
}

interface BatchState {
  readonly context: Context;
  /** A record whose payload was read, and for which nothing has been done since. */
  pending: number | undefined;
  /** Payloads are read ahead: nothing tells any more which record work is for. */
  isAmbiguous: boolean;
}

const key = createContextKey('kinesis-otel record turn');

/** What attribution works with. */
export interface RecordAttributionParts {
  readonly batchContext: Context;
  readonly enterRecord: (record: number) => EnteredRecord | undefined;
  readonly active: () => Context;
  readonly enter: EnterContext;
}

/**
 * Follows a handler through its batch.
 *
 * A record's context is entered where its payload is read in the turn in which iteration handed the record over, and left
 * where iteration goes on or ends, also for the code that had called the loop. Where a second payload is read before anything was done for the first, or work is done in
 * one record's context while another waits, payloads are read ahead, and the rest of the batch stays in the batch's context:
 * no attribution is better than a wrong one.
 */
export function createRecordAttribution(parts: RecordAttributionParts): RecordAttribution {
  const { active, enter } = parts;
  const batch: BatchState = { context: parts.batchContext, pending: undefined, isAmbiguous: false };
  const inTurn = (context: Context, turn: Pick<Turn, 'delivered' | 'touched' | 'entered'>): Context =>
    context.setValue(key, { batch, ...turn, isOver: false } satisfies Turn);
  const leave = (delivered?: number): void =>
    enter(inTurn(batch.context, { delivered, touched: undefined, entered: undefined }));
  return {
    deliver(record, endsTurn) {
      const turn = turnOf(active());
      if (endsTurn && turn?.touched !== undefined) {
        turn.isOver = true;
        turn.entered?.left();
      }
      leave(record);
    },
    touch(record) {
      const turn = turnOf(active());
      if (turn?.batch !== batch || turn.touched === record) return;
      if (batch.pending !== undefined && batch.pending !== record) batch.isAmbiguous = true;
      batch.pending = record;
      if (batch.isAmbiguous || turn.delivered !== record) leave(turn.delivered);
      else {
        const entered = parts.enterRecord(record);
        enter(inTurn(entered?.context ?? batch.context, { delivered: record, touched: record, entered }));
      }
    },
  };
}

/** The context that work starting in this one belongs in: this one, or its batch's where attribution has become ambiguous. */
export function contextOfWork(context: Context): Context {
  const turn = turnOf(context);
  if (turn?.touched === undefined) return context;
  const { batch, touched, isOver } = turn;
  if (isOver) return batch.context;
  if (batch.pending !== undefined && batch.pending !== touched) batch.isAmbiguous = true;
  if (batch.pending === touched) batch.pending = undefined;
  return batch.isAmbiguous ? batch.context : context;
}

/** The span that attribution has entered; what is inside another of the record's spans has that one as its parent. */
export function enteredSpan(context: Context): Span | undefined {
  const entered = turnOf(context)?.entered;
  return entered && trace.getSpan(entered.context);
}

function turnOf(context: Context): Turn | undefined {
  return context.getValue(key) as Turn | undefined;
}
