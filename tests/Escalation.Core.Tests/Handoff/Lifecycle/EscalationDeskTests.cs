using Escalation.Decisions;
using Escalation.Handoff;
using Escalation.Handoff.Lifecycle;

namespace Escalation.Core.Tests.Handoff.Lifecycle;

public class EscalationDeskTests
{
    private static readonly EscalationResolution Refunded = new("refunded") { ModelWasRight = false, Needed = true, Sufficient = true, Label = "billing" };

    private readonly DeskBench _bench = new();

    private EscalationDesk Desk => _bench.Desk;

    [Fact]
    public async Task An_escalation_lives_from_its_request_to_the_hand_back_and_its_events_tell_all_of_it()
    {
        Conversation conversation = new("conversation-7");
        conversation.HandOver();
        HandoffReceipt receipt = await Desk.SendAsync(DeskBench.Package());
        Assert.Equal(("e", "a", null), (receipt.EscalationId, receipt.Queue, receipt.InsteadOf));
        Assert.Equal(ConversationCustody.Person, await Desk.CustodyOfAsync("conversation-7"));

        _bench.Time.Advance(TimeSpan.FromMinutes(3));
        EscalationCase accepted = await Desk.AcceptAsync("e", "ann");
        Assert.Equal((EscalationState.Accepted, "ann", null), (accepted.State, accepted.Person, accepted.Deadline));
        EscalationCase resolved = await Desk.ResolveAsync("e", "ann", Refunded);
        Assert.Equal((EscalationState.Resolved, "ann", true), (resolved.State, resolved.Person, resolved.KeepsAgentSilent));
        Assert.Equal(ConversationCustody.Person, await Desk.CustodyOfAsync("conversation-7"));
        EscalationCase back = await Desk.HandBackAsync("e", "ann", "I refunded 99.50.", conversation);

        Assert.Equal((EscalationState.HandedBack, null, Refunded), (back.State, back.Person, back.Resolution));
        Assert.Equal(ConversationCustody.Agent, await Desk.CustodyOfAsync("conversation-7"));
        Assert.Equal((ConversationOwner.Agent, "I refunded 99.50."), (conversation.Owner, conversation.GetStep(0).Text));
        Assert.Equal(
            [EscalationEventKind.Requested, EscalationEventKind.Delivered, EscalationEventKind.Accepted, EscalationEventKind.Resolved, EscalationEventKind.HandedBack],
            back.Events.Select(happened => happened.Kind));
        Assert.Equal([1, 2, 3, 4, 5], back.Events.Select(happened => happened.Sequence));
        Assert.Equal([null, null, "ann", "ann", "ann"], back.Events.Select(happened => happened.Actor));
        Assert.Equal(TimeSpan.FromMinutes(3), back.Events[2].At - back.Events[0].At);
        Assert.Equal(back.Events.Select(happened => happened.Kind), _bench.Told.Select(told => told.Kind));
        Assert.Equal(0, await Desk.SweepAsync());
    }

    [Fact]
    public async Task Commands_that_come_twice_change_nothing_and_other_content_under_the_same_key_is_refused()
    {
        Conversation conversation = new("conversation-7");
        await Desk.SendAsync(DeskBench.Package());
        await Desk.SendAsync(DeskBench.Package() with { CreatedAt = DateTimeOffset.UnixEpoch });
        await Assert.ThrowsAsync<IdempotencyConflictException>(() => Desk.SendAsync(DeskBench.Package() with { ConversationId = "other" }).AsTask());
        await Desk.AcceptAsync("e", "ann");
        await Desk.AcceptAsync("e", "ann");
        await Desk.ResolveAsync("e", "ann", Refunded);
        await Desk.ResolveAsync("e", "ann", Refunded with { Code = "refunded" });
        await Assert.ThrowsAsync<IdempotencyConflictException>(() => Desk.ResolveAsync("e", "ann", Refunded with { Needed = false }).AsTask());
        IdempotencyConflictException conflict = await Assert.ThrowsAsync<IdempotencyConflictException>(() => Desk.ResolveAsync("e", "bob", Refunded).AsTask());
        Assert.DoesNotContain("bob", conflict.Message, StringComparison.Ordinal);
        conversation.HandOver();
        await Desk.HandBackAsync("e", "ann", "done", conversation, key: "k");
        await Desk.HandBackAsync("e", "ann", "done", conversation, key: "k");
        await Assert.ThrowsAsync<IdempotencyConflictException>(() => Desk.HandBackAsync("e", "ann", "other", conversation, key: "k").AsTask());
        await Assert.ThrowsAsync<IdempotencyConflictException>(() => Desk.AcceptAsync("e", "ann", key: "k").AsTask());

        // Late repetitions of what happened long ago still find it done.
        await Desk.AcceptAsync("e", "ann");
        Assert.Equal(1, conversation.RetainedStepCount);
        Assert.Equal(5, (await _bench.Find()).Events.Length);
        Assert.Single(_bench.Sent);
    }

    [Fact]
    public async Task A_hand_back_that_comes_again_does_not_end_the_wait_for_somebody_else()
    {
        Conversation conversation = new("conversation-7");
        conversation.HandOver();
        foreach (string id in new[] { "e", "f" })
        {
            await Desk.SendAsync(DeskBench.Package(id));
            await Desk.AcceptAsync(id, "ann");
            await Desk.ResolveAsync(id, "ann", Refunded);
        }

        await Desk.HandBackAsync("e", "ann", "first", conversation);
        await Desk.HandBackAsync("e", "ann", "first", conversation);
        Assert.Equal((ConversationOwner.Person, 0, ConversationCustody.Person), (conversation.Owner, conversation.RetainedStepCount, await Desk.CustodyOfAsync(conversation.Id)));

        await Desk.HandBackAsync("f", "ann", "second", conversation);
        Assert.Equal((ConversationOwner.Agent, 1), (conversation.Owner, conversation.RetainedStepCount));
        await Desk.SendAsync(DeskBench.Package("g"));
        conversation.HandOver();
        await Desk.HandBackAsync("f", "ann", "second", conversation);
        Assert.Equal((ConversationOwner.Person, 1), (conversation.Owner, conversation.RetainedStepCount));
    }

    [Fact]
    public async Task An_answer_to_a_ticket_that_was_never_given_out_is_refused()
    {
        await Desk.SendAsync(DeskBench.Package());
        foreach (string forged in new[] { "f", "e~2", "e~1~1", "E", "e~0" })
        {
            await Assert.ThrowsAsync<UnknownEscalationException>(() => Desk.AcceptAsync(forged, "eve").AsTask());
            await Assert.ThrowsAsync<UnknownEscalationException>(() => Desk.ResolveAsync(forged, "eve", new("approved")).AsTask());
        }

        Assert.Equal(2, (await _bench.Find()).Events.Length);
        Assert.Null(await Desk.FindAsync("f"));
    }

    [Fact]
    public async Task A_decline_goes_to_the_second_route_under_a_new_ticket_and_the_old_one_is_worth_nothing()
    {
        await Desk.SendAsync(DeskBench.Package());
        EscalationCase moved = await Desk.DeclineAsync("e", "ann", "not-my-team");

        Assert.Equal(("b", "e~2", 2, EscalationState.Requested), (moved.Route.Queue, moved.Ticket, moved.Attempt, moved.State));
        ContextPackage second = _bench.Sent.Last();
        Assert.Equal(("e~2", "e", "b"), (second.EscalationId, second.TurnId, second.Route.Queue));
        EscalationTransitionException stale = await Assert.ThrowsAsync<EscalationTransitionException>(() => Desk.AcceptAsync("e", "ann").AsTask());
        Assert.Equal(("e", EscalationState.Requested, EscalationEventKind.Accepted), (stale.EscalationId, stale.State, stale.Command));
        Assert.Contains("'e~2'", stale.Message, StringComparison.Ordinal);

        await Desk.AcceptAsync("e~2", "bob");
        await Assert.ThrowsAsync<EscalationTransitionException>(() => Desk.DeclineAsync("e~2", "eve", "mine").AsTask());
        Assert.Equal("c", (await Desk.DeclineAsync("e~2", "bob", "end-of-shift")).Route.Queue);
    }

    [Fact]
    [Trait("Row", "91")]
    public async Task What_nobody_accepts_is_reminded_of_timed_out_and_given_to_each_second_route_once_then_abandoned()
    {
        await Desk.SendAsync(DeskBench.Package());
        var story = new List<string>();
        for (int half = 0; half < 60; half++)
        {
            _bench.Time.Advance(TimeSpan.FromMinutes(30));
            int before = (await _bench.Find()).Events.Length;
            await Desk.SweepAsync();
            EscalationCase now = await _bench.Find();
            story.AddRange(now.Events.Skip(before).Where(happened => happened.Kind != EscalationEventKind.Delivered).Select(happened => FormattableString.Invariant($"{(half + 1) / 2.0:0.0}h {happened.Kind} {happened.Reason}").TrimEnd()));
        }

        Assert.Equal(
            [
                "4.0h Reminded", "7.5h Reminded", "8.0h TimedOut not-accepted", "8.0h Rerouted timed-out",
                "12.0h Reminded", "15.5h Reminded", "16.0h TimedOut not-accepted", "16.0h Rerouted timed-out",
                "20.0h Reminded", "23.5h Reminded", "24.0h TimedOut not-accepted", "24.0h Abandoned timed-out",
            ],
            story);
        EscalationCase abandoned = await _bench.Find();
        Assert.Equal((EscalationState.Abandoned, true), (abandoned.State, abandoned.KeepsAgentSilent));
        Assert.Equal(["a", "b", "c"], _bench.Sent.Select(package => package.Route.Queue));
        Assert.Equal([Priority.Normal, Priority.High, Priority.Urgent], _bench.Sent.Select(package => package.Route.Priority));
        Assert.Equal(ConversationCustody.Abandoned, await Desk.CustodyOfAsync("conversation-7"));
        await Assert.ThrowsAsync<EscalationTransitionException>(() => Desk.AcceptAsync("e~3", "late").AsTask());
    }

    [Fact]
    public async Task Channels_that_take_nothing_are_passed_over_and_when_none_is_left_the_sender_knows()
    {
        _bench.Broken["a"] = true;
        HandoffReceipt receipt = await Desk.SendAsync(DeskBench.Package());
        Assert.Equal(("e", "b", "a"), (receipt.EscalationId, receipt.Queue, receipt.InsteadOf));
        Assert.Equal("full", (await _bench.Find()).Events[1].Reason);

        (_bench.Broken["b"], _bench.Broken["c"]) = (true, true);
        HandoffException fault = await Assert.ThrowsAsync<HandoffException>(() => Desk.SendAsync(DeskBench.Package("f")).AsTask());
        Assert.Equal((HandoffFailure.Closed, "f"), (fault.Failure, fault.Package!.EscalationId));
        Assert.Equal((EscalationState.Abandoned, 3), ((await _bench.Find("f")).State, (await _bench.Find("f")).Attempt));
    }

    [Fact]
    public async Task A_bound_of_attempts_ends_the_chain_early()
    {
        var bench = new DeskBench(configure: o => o with { MaximumAttempts = 2 });
        await bench.Desk.SendAsync(DeskBench.Package());
        await bench.Desk.DeclineAsync("e", "ann", "no");

        Assert.Equal(EscalationState.Abandoned, (await bench.Desk.DeclineAsync("e~2", "bob", "no")).State);
    }

    [Fact]
    public async Task A_person_who_does_not_resolve_in_time_loses_it_to_the_second_route()
    {
        var bench = new DeskBench(configure: o => o with { ResolveWithin = TimeSpan.FromHours(2) });
        await bench.Desk.SendAsync(DeskBench.Package());
        Assert.Equal(bench.Time.GetUtcNow().AddHours(2), (await bench.Desk.AcceptAsync("e", "ann")).Deadline);
        bench.Time.Advance(TimeSpan.FromHours(1));
        await bench.Desk.SweepAsync();
        Assert.Equal((EscalationState.Accepted, 1), ((await bench.Find()).State, (await bench.Find()).Reminders));
        bench.Time.Advance(TimeSpan.FromHours(1));
        await bench.Desk.SweepAsync();

        Assert.Equal(("b", null, EscalationState.Requested), ((await bench.Find()).Route.Queue, (await bench.Find()).Person, (await bench.Find()).State));
        await Assert.ThrowsAsync<EscalationTransitionException>(() => bench.Desk.ResolveAsync("e", "ann", Refunded).AsTask());
    }

    [Fact]
    public async Task A_person_who_forgets_to_hand_back_is_reminded_and_keeps_the_conversation()
    {
        await Desk.SendAsync(DeskBench.Package());
        await Desk.AcceptAsync("e", "ann");
        await Desk.ResolveAsync("e", "ann", Refunded);
        foreach ((double hours, int reminders) in new[] { (1.9, 0), (0.1, 1), (1.5, 1), (0.1, 2), (100, 2) })
        {
            _bench.Time.Advance(TimeSpan.FromHours(hours));
            await Desk.SweepAsync();
            Assert.Equal((EscalationState.Resolved, reminders, "ann"), ((await _bench.Find()).State, (await _bench.Find()).Reminders, (await _bench.Find()).Person));
        }

        Assert.Equal(ConversationCustody.Person, await Desk.CustodyOfAsync("conversation-7"));
        Assert.Equal(EscalationState.HandedBack, (await Desk.HandBackAsync("e", "ann", "done")).State);
    }

    [Fact]
    public async Task A_desk_that_died_before_it_sent_or_moved_on_is_finished_by_another()
    {
        DateTimeOffset now = _bench.Time.GetUtcNow();
        await _bench.Store.TryAppendAsync("e", EscalationCommands.Request(DeskBench.Package(), now, null));
        Assert.Equal(0, await Desk.SweepAsync());
        _bench.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(1, await Desk.SweepAsync());
        Assert.Single(_bench.Sent);

        EscalationEvent declined = EscalationDelivery.Event(EscalationEventKind.Declined, "e", now) with { Sequence = 3, Actor = "ann", Reason = "no" };
        Assert.True(await _bench.Store.TryAppendAsync("e", declined));
        Assert.Equal(2, await Desk.SweepAsync());
        Assert.Equal(("b", true), ((await _bench.Find()).Route.Queue, (await _bench.Find()).IsDelivered));
    }

    [Fact]
    public async Task A_hand_back_to_the_wrong_conversation_or_without_words_changes_nothing()
    {
        await Desk.SendAsync(DeskBench.Package());
        await Desk.AcceptAsync("e", "ann");
        await Assert.ThrowsAsync<EscalationTransitionException>(() => Desk.HandBackAsync("e", "ann", "done").AsTask());
        await Desk.ResolveAsync("e", "ann", Refunded);

        await Assert.ThrowsAsync<ArgumentException>(() => Desk.HandBackAsync("e", "ann", "done", new Conversation("other")).AsTask());
        await Assert.ThrowsAsync<ArgumentException>(() => Desk.HandBackAsync("e", "ann", " ").AsTask());
        await Assert.ThrowsAsync<EscalationTransitionException>(() => Desk.HandBackAsync("e", "bob", "done").AsTask());
        Assert.Equal(EscalationState.Resolved, (await _bench.Find()).State);
    }

    [Fact]
    public async Task A_request_for_approval_leaves_the_conversation_with_the_agent()
    {
        await Desk.SendAsync(DeskBench.Package(outcome: DecisionOutcome.RequestApproval));

        Assert.Equal(ConversationCustody.Agent, await Desk.CustodyOfAsync("conversation-7"));
        await Desk.AcceptAsync("e", "ann");
        EscalationCase approved = await Desk.ResolveAsync("e", "ann", new EscalationResolution("approved"));
        Assert.False(approved.KeepsAgentSilent);
    }

    [Fact]
    public async Task One_that_is_handed_back_does_not_free_a_conversation_that_another_one_holds()
    {
        await Desk.SendAsync(DeskBench.Package("e"));
        await Desk.SendAsync(DeskBench.Package("f"));
        await Desk.AcceptAsync("f", "ann");
        await Desk.ResolveAsync("f", "ann", Refunded);
        await Desk.HandBackAsync("f", "ann", "done");

        Assert.Equal(ConversationCustody.Person, await Desk.CustodyOfAsync("conversation-7"));
    }

    [Fact]
    public async Task An_observer_that_throws_and_an_escalation_that_cannot_be_read_hold_nothing_up()
    {
        var bench = new DeskBench(configure: o => o with { Observers = [new ThrowingObserver(), .. o.Observers] });
        await bench.Desk.SendAsync(DeskBench.Package());

        Assert.Equal((2, 2), (bench.Desk.Faults, bench.Told.Count));
    }

    [Fact]
    public async Task The_list_that_people_work_from_holds_what_is_live_the_oldest_first()
    {
        foreach (string id in new[] { "z", "y", "x" })
        {
            await Desk.SendAsync(DeskBench.Package(id));
        }

        await Desk.DeclineAsync("y", "ann", "no");
        await Desk.AcceptAsync("x", "ann");
        Assert.Equal(["z", "y", "x"], (await Desk.ListLiveAsync()).Select(known => known.Id));
        Assert.Equal(["z", "x"], (await Desk.ListLiveAsync("a")).Select(known => known.Id));
        await Desk.ResolveAsync("x", "ann", Refunded);
        await Desk.HandBackAsync("x", "ann", "done");
        Assert.Equal(["z", "y~2"], (await Desk.ListLiveAsync()).Select(known => known.Ticket));
    }

    [Fact]
    public async Task Running_sweeps_until_it_is_told_to_stop()
    {
        using var stop = new CancellationTokenSource();
        await Desk.SendAsync(DeskBench.Package());
        Task running = Desk.RunAsync(stop.Token);
        for (int i = 0; i < 200 && (await _bench.Find()).Reminders == 0; i++)
        {
            _bench.Time.Advance(TimeSpan.FromHours(4));
            await Task.Delay(5);
        }

        await stop.CancelAsync();
        await running.WaitAsync(TimeSpan.FromSeconds(5));
        Assert.Contains((await _bench.Find()).Events, happened => happened.Kind is EscalationEventKind.Reminded or EscalationEventKind.TimedOut);
    }

    [Theory]
    [InlineData("e", 1, "e")]
    [InlineData("e", 2, "e~2")]
    [InlineData("e~2", 1, "e~2~1")]
    [InlineData("e~2", 3, "e~2~3")]
    [InlineData("e~02", 1, "e~02")]
    [InlineData("~2", 1, "~2")]
    [InlineData("e~", 12, "e~~12")]
    public void A_ticket_belongs_to_one_escalation(string id, int attempt, string ticket)
    {
        Assert.Equal(ticket, TicketId.Of(id, attempt));
        Assert.Equal((id, attempt), TicketId.Parse(ticket));
    }

    private sealed class ThrowingObserver : IEscalationObserver
    {
        public ValueTask OnEventAsync(EscalationCase after, EscalationEvent happened) => throw new InvalidOperationException();
    }
}
