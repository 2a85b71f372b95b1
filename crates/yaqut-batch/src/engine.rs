//! The threads of a run, and how parts pass through them.
//!
//! All threads do the same: take the next part from the source, work on it, and hand in what came of it. Whoever hands
//! in the part that is next in order writes it, and all that wait behind it. So there is no thread that only reads or
//! only writes, one thread alone is a plain loop, and the output is in the order of the input however uneven the parts
//! are. Parts that were taken and not yet written are bounded in bytes: when they are too many, nobody takes more until
//! the one they wait for has come.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use crate::sink::Done;
use crate::source::{Part, Position, Source, SourceError};

/// What a run is made of, but for its source.
pub(crate) struct Engine<'a> {
    pub(crate) threads: usize,
    /// The most bytes of parts and results on their way.
    pub(crate) memory: usize,
    /// Set from outside to have no more parts taken.
    pub(crate) stop: &'a AtomicBool,
}

/// A part that was worked on, on its way to the output.
#[derive(Debug)]
pub(crate) struct Finished {
    pub(crate) done: Done,
    pub(crate) end: Position,
    /// Bytes of input.
    pub(crate) bytes: u64,
}

/// Why the threads stopped before the end.
#[derive(Debug)]
pub(crate) enum Halt<E> {
    Source(SourceError),
    /// What took the results takes no more.
    Taker(E),
    /// A defect of the source, the sink or the engine, not of the work on one record.
    Panic(String),
}

impl Engine<'_> {
    /// Has every part of `source` worked on by one of the `worker`s, and what came of it taken by `take` in the order of
    /// the source. `tick` is called about five times a second by the calling thread. True if the source came to its
    /// end, false if it was stopped from outside.
    pub(crate) fn run<S: Source, W: FnMut(&mut Part) -> Done, E: Send>(
        &self,
        source: S,
        worker: impl Fn() -> W + Sync,
        take: impl FnMut(Finished) -> Result<(), E> + Send,
        mut tick: impl FnMut(),
    ) -> Result<bool, Halt<E>> {
        let run = Run {
            feed: Mutex::new(Feed { source, next: 0, ended: false }),
            order: Mutex::new(Order { waiting: BTreeMap::new(), next: 0, taken: 0, bytes: 0, busy: false }),
            take: Mutex::new(take),
            halt: Mutex::new(None),
            halted: AtomicBool::new(false),
            room: Condvar::new(),
            memory: self.memory,
            stop: self.stop,
        };
        let running = (Mutex::new(self.threads.max(1)), Condvar::new());
        std::thread::scope(|scope| {
            for number in 0..self.threads.max(1) {
                let thread = || {
                    if let Err(panic) = catch_unwind(AssertUnwindSafe(|| run.work(&worker))) {
                        run.halt(Halt::Panic(panic_message(panic.as_ref())));
                    }
                    *lock(&running.0) -= 1;
                    running.1.notify_one();
                };
                let named = std::thread::Builder::new().name(format!("yaqut-{number}"));
                // With fewer threads than were asked for the result is the same; without any it is this one's work.
                if named.spawn_scoped(scope, thread).is_err() {
                    if number == 0 {
                        thread();
                        *lock(&running.0) = 0;
                    } else {
                        *lock(&running.0) -= self.threads - number;
                    }
                    break;
                }
            }
            let mut left = lock(&running.0);
            while *left > 0 {
                let (guard, waited) =
                    running.1.wait_timeout(left, TICK).unwrap_or_else(PoisonError::into_inner);
                left = guard;
                if waited.timed_out() {
                    drop(left);
                    tick();
                    left = lock(&running.0);
                }
            }
        });
        match lock(&run.halt).take() {
            Some(halt) => Err(halt),
            None => Ok(lock(&run.feed).ended),
        }
    }
}

const TICK: Duration = Duration::from_millis(200);

struct Run<'a, S, T, E> {
    feed: Mutex<Feed<S>>,
    order: Mutex<Order>,
    take: Mutex<T>,
    /// The first reason to stop.
    halt: Mutex<Option<Halt<E>>>,
    halted: AtomicBool,
    /// Told whenever there may be room for another part.
    room: Condvar,
    memory: usize,
    stop: &'a AtomicBool,
}

struct Feed<S> {
    source: S,
    /// The number of the next part.
    next: u64,
    ended: bool,
}

struct Order {
    /// Results that came before their turn.
    waiting: BTreeMap<u64, Finished>,
    /// The part that is to be taken next.
    next: u64,
    /// How many parts are on their way, and their bytes.
    taken: usize,
    bytes: usize,
    /// Whether a thread is writing.
    busy: bool,
}

impl<S: Source, T: FnMut(Finished) -> Result<(), E>, E> Run<'_, S, T, E> {
    fn work<W: FnMut(&mut Part) -> Done>(&self, worker: impl Fn() -> W) {
        let mut worker = worker();
        while let Some((number, mut part, weight)) = self.part() {
            let done = worker(&mut part);
            let Part { end, bytes, .. } = part;
            self.hand_in(number, weight, Finished { done, end, bytes });
        }
    }

    /// The next part, when there is room for it.
    fn part(&self) -> Option<(u64, Part, usize)> {
        let mut feed = lock(&self.feed);
        let mut order = lock(&self.order);
        while order.bytes >= self.memory && order.taken > 0 && !self.is_halted() {
            order = self.room.wait(order).unwrap_or_else(PoisonError::into_inner);
        }
        drop(order);
        if feed.ended || self.is_halted() || self.stop.load(Ordering::Relaxed) {
            return None;
        }
        match feed.source.next() {
            Ok(Some(part)) => {
                let weight = part.records.weight();
                let mut order = lock(&self.order);
                order.taken += 1;
                order.bytes += weight;
                feed.next += 1;
                Some((feed.next - 1, part, weight))
            }
            Ok(None) => {
                feed.ended = true;
                None
            }
            Err(error) => {
                self.halt(Halt::Source(error));
                None
            }
        }
    }

    /// Takes in a result; writes it and its followers if it is its turn.
    fn hand_in(&self, number: u64, weight: usize, finished: Finished) {
        let mut order = lock(&self.order);
        order.bytes = (order.bytes + finished.done.weight()).saturating_sub(weight);
        order.waiting.insert(number, finished);
        if order.busy {
            return; // whoever writes looks again
        }
        order.busy = true;
        while let Some(finished) = self.turn(&mut order) {
            drop(order);
            let weight = finished.done.weight();
            // A panic here ends the thread, and `busy` stays: nothing may be written behind a gap.
            let taken = lock(&self.take)(finished);
            order = lock(&self.order);
            order.taken -= 1;
            order.bytes = order.bytes.saturating_sub(weight);
            self.room.notify_all();
            if let Err(error) = taken {
                drop(order);
                self.halt(Halt::Taker(error));
                return; // `busy` stays here too
            }
        }
        order.busy = false;
    }

    fn turn(&self, order: &mut Order) -> Option<Finished> {
        let next = order.next;
        let finished = order.waiting.remove(&next)?;
        order.next += 1;
        Some(finished)
    }

    fn halt(&self, halt: Halt<E>) {
        lock(&self.halt).get_or_insert(halt);
        self.halted.store(true, Ordering::SeqCst);
        // Under the lock, so that nobody begins to wait in between.
        let _order = lock(&self.order);
        self.room.notify_all();
    }

    fn is_halted(&self) -> bool {
        self.halted.load(Ordering::SeqCst)
    }
}

/// A lock whose last holder panicked is as good as any: what it guards is not used after a halt.
fn lock<T: ?Sized>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// What a panic said.
pub(crate) fn panic_message(panic: &(dyn std::any::Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().copied();
    text.or_else(|| panic.downcast_ref::<String>().map(String::as_str)).unwrap_or("no message").to_owned()
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::AtomicUsize;

    use super::*;
    use crate::record::{Record, Reject};
    use crate::sink::{Body, Piece};
    use crate::source::Records;

    /// Parts with a number, and a weight of their own.
    struct Numbers {
        next: u64,
        end: u64,
        fails_at: Option<u64>,
        panics_at: Option<u64>,
    }

    impl Numbers {
        fn to(end: u64) -> Self {
            Numbers { next: 0, end, fails_at: None, panics_at: None }
        }
    }

    struct Weight(usize);

    impl Records for Weight {
        fn weight(&self) -> usize {
            self.0
        }

        fn read(&mut self, _: &mut dyn FnMut(Result<Record<'_>, Reject>)) {}
    }

    impl Source for Numbers {
        fn next(&mut self) -> Result<Option<Part>, SourceError> {
            if self.fails_at == Some(self.next) {
                return Err(SourceError::new("no more"));
            }
            assert!(self.panics_at != Some(self.next), "the source broke");
            self.next += 1;
            let end = Position { number: self.next, ..Position::default() };
            let part = Part { records: Box::new(Weight(100)), end, bytes: 1, source: None };
            Ok((self.next <= self.end).then_some(part))
        }
    }

    /// Every part becomes its number; some take long, some become large.
    fn work(part: &mut Part) -> Done {
        let number = part.end.number;
        if number % 7 == 1 {
            std::thread::sleep(Duration::from_micros(300));
        }
        let bytes = vec![b'x'; (number % 5) as usize * 50];
        Done { pieces: vec![Piece { source: "".into(), body: Body::Bytes(bytes) }], ..Done::default() }
    }

    fn run(threads: usize, source: Numbers, memory: usize) -> (Vec<u64>, Result<bool, Halt<String>>) {
        let stop = AtomicBool::new(false);
        let mut taken = Vec::new();
        let engine = Engine { threads, memory, stop: &stop };
        let ended = engine.run(
            source,
            || work,
            |finished| {
                taken.push(finished.end.number);
                Ok(())
            },
            || (),
        );
        (taken, ended)
    }

    #[test]
    fn parts_are_taken_in_order_by_any_number_of_threads_in_any_memory() {
        for threads in [0, 1, 2, 3, 8] {
            for memory in [0, 1, 350, 1 << 20] {
                let (taken, ended) = run(threads, Numbers::to(200), memory);
                assert!(matches!(ended, Ok(true)));
                assert_eq!(taken, (1..=200).collect::<Vec<_>>(), "{threads} threads, {memory} bytes");
            }
        }
    }

    #[test]
    fn what_is_on_its_way_stays_within_the_memory() {
        let (on_way, most) = (AtomicUsize::new(0), AtomicUsize::new(0));
        let stop = AtomicBool::new(false);
        let engine = Engine { threads: 4, memory: 1_000, stop: &stop };
        let work = |part: &mut Part| {
            let now = on_way.fetch_add(part.records.weight(), Ordering::SeqCst) + 100;
            most.fetch_max(now, Ordering::SeqCst);
            // The first one holds up all others.
            if part.end.number == 1 {
                std::thread::sleep(Duration::from_millis(30));
            }
            let pieces = vec![Piece { source: "".into(), body: Body::Bytes(vec![0; 100]) }];
            Done { pieces, ..Done::default() }
        };
        let take = |_| {
            on_way.fetch_sub(100, Ordering::SeqCst);
            Ok::<_, String>(())
        };
        assert!(engine.run(Numbers::to(500), || work, take, || ()).unwrap());
        assert!(most.load(Ordering::SeqCst) <= 1_100, "{most:?}");
    }

    #[test]
    fn what_comes_before_an_error_of_the_source_is_taken() {
        for threads in [1, 4] {
            let (taken, ended) = run(threads, Numbers { fails_at: Some(20), ..Numbers::to(99) }, 1 << 20);
            assert!(matches!(ended, Err(Halt::Source(_))));
            assert_eq!(taken, (1..=20).collect::<Vec<_>>());
        }
    }

    #[test]
    fn a_panic_ends_the_run_and_hangs_nobody() {
        for threads in [1, 4] {
            let (_, ended) = run(threads, Numbers { panics_at: Some(20), ..Numbers::to(99) }, 300);
            assert!(matches!(ended, Err(Halt::Panic(message)) if message.contains("the source broke")));
        }
    }

    #[test]
    fn nothing_is_taken_behind_an_error_of_the_taker() {
        let stop = AtomicBool::new(false);
        for threads in [1, 4] {
            let mut taken = Vec::new();
            let engine = Engine { threads, memory: 500, stop: &stop };
            let take = |finished: Finished| {
                taken.push(finished.end.number);
                if finished.end.number == 9 { Err("full") } else { Ok(()) }
            };
            let ended = engine.run(Numbers::to(99), || work, take, || ());
            assert!(matches!(ended, Err(Halt::Taker("full"))));
            assert_eq!(taken, (1..=9).collect::<Vec<_>>());
        }
    }

    #[test]
    fn a_stop_from_outside_finishes_what_was_begun() {
        let stop = AtomicBool::new(false);
        let mut taken = Vec::new();
        let engine = Engine { threads: 3, memory: 1 << 20, stop: &stop };
        let take = |finished: Finished| {
            taken.push(finished.end.number);
            stop.store(finished.end.number >= 10, Ordering::Relaxed);
            Ok::<_, String>(())
        };
        assert!(!engine.run(Numbers::to(10_000), || work, take, || ()).unwrap());
        assert!((10..9_000).contains(&taken.len()));
        assert_eq!(taken, (1..=taken.len() as u64).collect::<Vec<_>>());
    }
}
