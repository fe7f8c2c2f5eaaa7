using System.Text;
using System.Text.Json;
using Escalation.Decisions;
using FsCheck;
using FsCheck.Fluent;

namespace Escalation.Core.Tests.Decisions;

public class ConversationTests
{
    [Fact]
    public void Only_the_latest_steps_are_kept_and_all_are_counted()
    {
        var conversation = new Conversation("c", retainedSteps: 3);
        for (int i = 0; i < 5; i++)
        {
            conversation.Record(AgentStep.Message($"m{i}"));
        }

        Assert.Equal(5, conversation.StepCount);
        Assert.Equal(3, conversation.RetainedStepCount);
        Assert.Equal(["m2", "m3", "m4"], Enumerable.Range(0, 3).Select(i => conversation.GetStep(i).Text));
        Assert.Throws<ArgumentOutOfRangeException>(() => conversation.GetStep(3));
        Assert.Throws<ArgumentOutOfRangeException>(() => conversation.GetStep(-1));
    }

    [Fact]
    public void A_slot_attached_late_is_fed_with_the_retained_steps()
    {
        var conversation = new Conversation("c");
        conversation.Record(AgentStep.User("hello"));
        conversation.Record(AgentStep.Tool("ls"));
        Assert.False(conversation.TryGet(CounterSlot.Instance, out _));

        conversation.Attach(CounterSlot.Instance);
        conversation.Attach(CounterSlot.Instance);
        conversation.Record(AgentStep.Tool("ls"));

        Assert.True(conversation.TryGet(CounterSlot.Instance, out Counter? counter));
        Assert.Equal(2, counter.Tools);
    }

    [Fact]
    public void A_conversation_moves_between_machines_with_its_state_and_its_owner()
    {
        var conversation = new Conversation("c", retainedSteps: 2);
        conversation.Attach(CounterSlot.Instance);
        for (int i = 0; i < 4; i++)
        {
            conversation.Record(AgentStep.Tool("ls", """{"path":"ü\u0000"}""", "out\n\"quoted\"", isError: i == 3));
        }

        conversation.HandOver();

        Conversation unknowing = ConversationJson.Parse(ConversationJson.ToUtf8Bytes(conversation));
        Conversation restored = ConversationJson.Parse(ConversationJson.ToUtf8Bytes(unknowing));
        restored.Attach(CounterSlot.Instance);

        Assert.Equal(ConversationOwner.Person, restored.Owner);
        Assert.Equal(4, restored.StepCount);
        Assert.Equal(conversation.GetStep(1), restored.GetStep(1));
        Assert.True(restored.TryGet(CounterSlot.Instance, out Counter? counter));
        Assert.Equal(4, counter.Tools);
        Assert.Equal(ConversationJson.ToUtf8Bytes(conversation), ConversationJson.ToUtf8Bytes(restored));
    }

    [Fact]
    public void Any_history_survives_a_round_trip()
    {
        Gen<string?> texts = Gen.Elements<string?>(null, "", "x", "line\nbreak", "\u0000\u200b", "日本語");
        Gen<AgentStep> steps =
            from kind in Gen.Elements(Enum.GetValues<AgentStepKind>())
            from action in texts
            from arguments in texts
            from observation in texts
            from text in texts
            from isError in Gen.Elements(true, false)
            select new AgentStep { Kind = kind, Action = action, Arguments = arguments, Observation = observation, Text = text, IsError = isError };
        Prop.ForAll(steps.ListOf().ToArbitrary(), history =>
        {
            var conversation = new Conversation("c", retainedSteps: 4);
            foreach (AgentStep step in history)
            {
                conversation.Record(step);
            }

            Conversation restored = ConversationJson.Parse(ConversationJson.ToUtf8Bytes(conversation));
            return restored.StepCount == conversation.StepCount
                && Enumerable.Range(0, conversation.RetainedStepCount).All(i => restored.GetStep(i) == conversation.GetStep(i));
        }).QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("{}")]
    [InlineData("""{"schema":"escalation-conversation/2","id":"c","owner":"agent","capacity":2,"stepCount":0,"steps":[],"slots":{}}""")]
    [InlineData("""{"schema":"escalation-conversation/1","schema":"escalation-conversation/1","id":"c","owner":"agent","capacity":2,"stepCount":0,"steps":[],"slots":{}}""")]
    [InlineData("""{"schema":"escalation-conversation/1","id":"c","owner":"agent","capacity":2,"stepCount":1,"steps":[],"slots":{}}""")]
    [InlineData("""{"schema":"escalation-conversation/1","id":"c","owner":"agent","capacity":2000000000,"stepCount":0,"steps":[],"slots":{}}""")]
    [InlineData("""{"schema":"escalation-conversation/1","id":"c","owner":"agent","capacity":1,"stepCount":9223372036854775807,"steps":[{"kind":"user"}],"slots":{}}""")]
    [InlineData("""{"schema":"escalation-conversation/1","id":"c","owner":"agent","capacity":1,"stepCount":-1,"steps":[],"slots":{}}""")]
    [InlineData("""{"schema":"escalation-conversation/1","id":"c","owner":"agent","capacity":0,"stepCount":0,"steps":[],"slots":{}}""")]
    [InlineData("""{"schema":"escalation-conversation/1","id":"c","owner":"agent","capacity":2,"stepCount":1,"steps":[{"kind":"other"}],"slots":{}}""")]
    [InlineData("""{"schema":"escalation-conversation/1","id":"c","owner":"agent","capacity":2,"stepCount":1,"steps":[{"kind":"user","weight":1}],"slots":{}}""")]
    [InlineData("""{"schema":"escalation-conversation/1","id":"c","owner":"agent","capacity":2,"stepCount":0,"steps":[],"slots":{},"more":1}""")]
    [InlineData("""{"schema":"escalation-conversation/1","id":"c","owner":"agent","capacity":2,"stepCount":0,"steps":[],"slots":{"a":{"version":1,"state":{},"more":1}}}""")]
    public void A_document_that_is_not_a_conversation_is_refused(string json) =>
        Assert.Throws<FormatException>(() => ConversationJson.Parse(Encoding.UTF8.GetBytes(json)));

    [Fact]
    public void A_step_of_no_known_kind_is_refused_when_it_is_recorded() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new Conversation("c").Record(new AgentStep { Kind = (AgentStepKind)99 }));

    [Fact]
    public void An_owner_that_is_not_spelt_out_is_a_person()
    {
        const string Json = """{"schema":"escalation-conversation/1","id":"c","owner":"Agent","capacity":2,"stepCount":0,"steps":[],"slots":{}}""";

        Assert.Equal(ConversationOwner.Person, ConversationJson.Parse(Encoding.UTF8.GetBytes(Json)).Owner);
        Assert.Equal(ConversationOwner.Person, default);
    }

    [Fact]
    public void A_state_of_a_newer_version_is_refused_when_it_is_attached()
    {
        const string Json = """{"schema":"escalation-conversation/1","id":"c","owner":"agent","capacity":2,"stepCount":0,"steps":[],"slots":{"counter":{"version":2,"state":{"tools":1}}}}""";
        Conversation conversation = ConversationJson.Parse(Encoding.UTF8.GetBytes(Json));

        Assert.Contains("version 2", Assert.Throws<FormatException>(() => conversation.Attach(CounterSlot.Instance)).Message, StringComparison.Ordinal);
    }

    private sealed class Counter : IConversationState
    {
        public int Tools { get; set; }

        public void Record(AgentStep step) => Tools += step.Kind == AgentStepKind.Tool ? 1 : 0;
    }

    private sealed class CounterSlot() : ConversationSlot<Counter>("counter", 1)
    {
        internal static readonly CounterSlot Instance = new();

        public override Counter Create() => new();

        public override void Write(Utf8JsonWriter writer, Counter state)
        {
            writer.WriteStartObject();
            writer.WriteNumber("tools", state.Tools);
            writer.WriteEndObject();
        }

        public override Counter Read(JsonElement json, int version) => new() { Tools = json.GetProperty("tools").GetInt32() };
    }
}
