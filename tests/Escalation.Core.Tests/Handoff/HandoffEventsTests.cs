using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Escalation.Handoff;

namespace Escalation.Core.Tests.Handoff;

public class HandoffEventsTests
{
    [Fact]
    public void The_event_names_the_conversation_the_queue_and_the_transcript()
    {
        using JsonDocument document = JsonDocument.Parse(HandoffEvents.ToInitiateUtf8(Packages.Full(), new HandoffEventAddress(ChannelId: "webchat", BotId: "bot-1", UserId: "user-1", ServiceUrl: "https://s.example.org", ReplyToId: "a-1")));
        JsonElement activity = document.RootElement;

        Assert.Equal(("event", "handoff.initiate", "turn-3"), (Text(activity, "type"), Text(activity, "name"), Text(activity, "id")));
        Assert.Equal(("webchat", "https://s.example.org", "a-1"), (Text(activity, "channelId"), Text(activity, "serviceUrl"), Text(activity, "replyToId")));
        Assert.Equal("conversation-7", Text(activity.GetProperty("conversation"), "id"));
        Assert.Equal(("payments-desk", "high"), (Text(activity.GetProperty("value"), "Skill"), Text(activity.GetProperty("value"), "Priority")));
        JsonElement attachment = Assert.Single(activity.GetProperty("attachments").EnumerateArray());
        Assert.Equal(("application/json", "Transcript"), (Text(attachment, "contentType"), Text(attachment, "name")));
        JsonElement[] activities = [.. attachment.GetProperty("content").GetProperty("activities").EnumerateArray()];
        Assert.Equal(["message", "event", "event", "message", "event", "event"], activities.Select(one => Text(one, "type")));
        Assert.Equal(("Please refund order 12.", "user-1", "user"), (Text(activities[0], "text"), Text(activities[0].GetProperty("from"), "id"), Text(activities[0].GetProperty("from"), "role")));
        Assert.Equal("bot-1", Text(activities[3].GetProperty("from"), "id"));
    }

    [Fact]
    public void Context_and_transcript_together_lose_nothing()
    {
        ContextPackage package = Packages.Full();
        JsonNode activity = JsonNode.Parse(HandoffEvents.ToInitiateUtf8(package))!;
        JsonNode context = activity["value"]!["context"]!.DeepClone();

        context["transcript"] = new JsonArray([.. activity["attachments"]![0]!["content"]!["activities"]!.AsArray().Select(one => one!["value"]!.DeepClone())]);

        Assert.Equal(ContextPackageJson.ToUtf8Bytes(package), ContextPackageJson.ToUtf8Bytes(ContextPackageJson.Parse(Encoding.UTF8.GetBytes(context.ToJsonString()))));
    }

    [Fact]
    public void Without_a_conversation_the_hub_could_not_answer() =>
        Assert.Throws<ArgumentException>(() => HandoffEvents.ToInitiateUtf8(Packages.Simple("t")));

    [Theory]
    [InlineData(HandoffEventState.Accepted, "On it.")]
    [InlineData(HandoffEventState.Failed, null)]
    [InlineData(HandoffEventState.Completed, "# done \u202E")]
    public void A_status_comes_back(HandoffEventState state, string? message)
    {
        var status = new HandoffStatusEvent("c", state, message);

        Assert.Equal(status, HandoffEvents.ParseStatus(HandoffEvents.ToStatusUtf8(status, "s-1", DateTimeOffset.UnixEpoch)));
        Assert.DoesNotContain("On it", status.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_status_of_other_software_may_say_more()
    {
        HandoffStatusEvent status = HandoffEvents.ParseStatus(Encoding.UTF8.GetBytes("""{"type":"event","name":"handoff.status","locale":"de","conversation":{"id":"c","isGroup":false},"value":{"state":"Accepted","agent":"x"}}"""));

        Assert.Equal(new HandoffStatusEvent("c", HandoffEventState.Accepted), status);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"type":"message","name":"handoff.status","conversation":{"id":"c"},"value":{"state":"accepted"}}""")]
    [InlineData("""{"type":"event","name":"handoff.initiate","conversation":{"id":"c"},"value":{"state":"accepted"}}""")]
    [InlineData("""{"type":"event","name":"handoff.status","conversation":{"id":"c"},"value":{"state":"lost"}}""")]
    [InlineData("""{"type":"event","name":"handoff.status","conversation":{"id":"c"},"value":{"state":1}}""")]
    [InlineData("""{"type":"event","name":"handoff.status","conversation":{"id":" "},"value":{"state":"accepted"}}""")]
    [InlineData("""{"type":"event","name":"handoff.status","conversation":"c","value":{"state":"accepted"}}""")]
    [InlineData("""{"type":"event","name":"handoff.status","value":{"state":"accepted"}}""")]
    [InlineData("""{"type":"event","name":"handoff.status","conversation":{"id":"c"},"value":{"state":"accepted","state":"failed"}}""")]
    public void What_is_no_status_is_refused(string json) =>
        Assert.Throws<FormatException>(() => HandoffEvents.ParseStatus(Encoding.UTF8.GetBytes(json)));

    private static string? Text(JsonElement json, string name) => json.GetProperty(name).GetString();
}
