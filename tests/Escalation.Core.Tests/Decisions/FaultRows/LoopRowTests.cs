using System.Globalization;
using Escalation.Decisions;

namespace Escalation.Core.Tests.Decisions.FaultRows;

/// <summary>Rows 77 and 78: very long and slightly changing histories, through a policy.</summary>
public class LoopRowTests
{
    [Fact]
    [Trait("Row", "77")]
    public void A_hundred_thousand_different_steps_neither_fire_nor_grow_the_state()
    {
        EscalationPolicy policy = EscalationPolicy.Build(p => p.Loops());
        Conversation conversation = policy.StartConversation("c");
        int half = 0;
        for (int i = 0; i < 100_000; i++)
        {
            conversation.Record(AgentStep.Tool("read", $"{{\"row\":{i}}}", $"value {i * 31}"));
            if (i == 49_999)
            {
                half = ConversationJson.ToUtf8Bytes(conversation).Length;
            }
        }

        Assert.Equal(DecisionOutcome.Act, policy.Decide(new AgentTurn { Conversation = conversation }).Outcome);
        Assert.InRange(ConversationJson.ToUtf8Bytes(conversation).Length, half * 0.9, half * 1.1);
    }

    [Fact]
    [Trait("Row", "78")]
    public void Steps_that_differ_in_times_of_day_and_process_ids_alone_are_a_loop()
    {
        EscalationPolicy policy = EscalationPolicy.Build(p => p.Loops());
        Conversation same = policy.StartConversation("same"), different = policy.StartConversation("different");
        for (int i = 0; i < 6; i++)
        {
            string time = TimeSpan.FromSeconds(36_000 + (i * 61)).ToString("c", CultureInfo.InvariantCulture);
            same.Record(AgentStep.Tool("run", "{\"command\":\"make test\"}", $"{time} tests failed in build.log, pid {4000 + i}", isError: true));
            different.Record(AgentStep.Tool("run", "{\"command\":\"make test\"}", $"{time} {60 - i} tests failed in build.log, pid {4000 + i}"));
        }

        Row.Escalates(Reason.Loop, policy.Decide(new AgentTurn { Conversation = same }));
        Assert.Equal(DecisionOutcome.Act, policy.Decide(new AgentTurn { Conversation = different }).Outcome);
    }
}
