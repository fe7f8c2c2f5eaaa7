using System.Text;
using Escalation.Core.Tests.Architecture;
using Escalation.Decisions;
using Escalation.Handoff;
using Escalation.Handoff.Lifecycle;
using Escalation.Handoff.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Escalation.Core.Tests.DependencyInjection;

public class RoutingConfigurationTests
{
    private const string Json = """
        {
          "Queues": {
            "billing": {
              "Owner": "billing-team", "MinimumPriority": "normal", "Skills": ["refunds", "tax"], "Languages": ["de", "en"],
              "Hours": { "TimeZone": "Europe/Zurich", "Weekdays": "08:00-12:00, 13:00-17:00", "Saturday": "09:00-11:00", "Holidays": ["2026-12-25"], "Special": { "2026-12-24": "08:00-10:00" } },
              "Capacity": 3,
              "AcceptWithin": [{ "Within": "01:00:00", "Clock": "OpenHours" }, { "Within": "00:10:00", "From": "urgent" }],
              "Otherwise": "front"
            },
            "front": { "Owner": "front-team", "Waits": false }
          },
          "Rules": [
            {
              "Name": "money", "Queue": "billing", "Keys": ["default"], "Reasons": ["sensitivity", "my-own"], "Topics": ["refund"], "Severity": "moderate", "Priority": "low", "Languages": ["de"],
              "Tiers": ["gold"], "Skills": ["tax"], "Attributes": { "region": "ch" }, "During": { "TimeZone": "UTC", "Monday": "00:00-00:00" }, "Needs": ["refunds"], "RaiseTo": "high"
            }
          ],
          "Routes": { "default": "front", "pay": "billing" }
        }
        """;

    private static readonly DateTimeOffset Monday = new(2026, 6, 1, 7, 0, 0, TimeSpan.Zero);

    private static HandoffRequest Request => new()
    {
        Key = "default",
        Reason = new Reason("my-own"),
        Topic = "refund",
        Language = "de-CH",
        Tier = "gold",
        Skills = ["tax"],
        Attributes = new Dictionary<string, string> { ["region"] = "ch" },
    };

    [Fact]
    public void Queues_rules_and_routes_come_from_configuration_as_they_come_from_code()
    {
        var office = BusinessHours.Build("Europe/Zurich", h => h
            .Weekdays(new(8, 0), new(12, 0)).Weekdays(new(13, 0), new(17, 0)).Open(DayOfWeek.Saturday, new(9, 0), new(11, 0))
            .Closed(new(2026, 12, 25)).Special(new(2026, 12, 24), new(8, 0), new(10, 0)));
        HandoffRouter code = HandoffRouter.Build(r => r
            .Load(new NoLoad())
            .Queue("billing", "billing-team", q => q.AtLeast(Priority.Normal).Skills("refunds", "tax").Languages("de", "en").Open(office).Capacity(3)
                .AcceptWithin(TimeSpan.FromHours(1), DeadlineClock.OpenHours).AcceptWithin(TimeSpan.FromMinutes(10), from: Priority.Urgent).Otherwise("front"))
            .Queue("front", "front-team")
            .Rule("money", "billing", when => when.WhenKey("default").WhenReason(Reason.Sensitivity, new Reason("my-own")).WhenTopic("refund").WhenSeverityAtLeast(Severity.Moderate).WhenPriorityAtLeast(Priority.Low)
                .WhenLanguage("de").WhenTier("gold").WhenSkill("tax").WhenAttribute("region", "ch").During(BusinessHours.Build("UTC", h => h.Open(DayOfWeek.Monday, default, default))).Needs("refunds").RaiseTo(Priority.High))
            .Route("default", "front").Route("pay", "billing"));
        HandoffRouter read = Read(Json);

        Assert.Equal("billing", read.Choose(Request, Monday).Route.Queue);
        HandoffRequest[] requests =
        [
            Request, Request with { Key = "pay" }, Request with { Reason = Reason.Loop }, Request with { Topic = null }, Request with { Severity = Severity.Low }, Request with { Language = "fr" },
            Request with { Tier = "tin" }, Request with { Skills = [] }, Request with { Attributes = new Dictionary<string, string> { ["region"] = "de" } }, Request with { Key = "pay", Priority = Priority.Urgent },
        ];
        for (int hour = 0; hour < 24 * 8; hour++)
        {
            foreach (HandoffRequest request in requests)
            {
                foreach (DateTimeOffset start in new[] { Monday, new DateTimeOffset(2026, 12, 21, 7, 30, 0, TimeSpan.Zero) })
                {
                    Assert.Equal(code.Choose(request, start.AddHours(hour)).Describe(), read.Choose(request, start.AddHours(hour)).Describe());
                }
            }
        }
    }

    [Theory]
    [InlineData("\"Owner\": \"front-team\"", "\"Ownr\": \"front-team\"", "front")]
    [InlineData("\"Owner\": \"front-team\", ", "", "front")]
    [InlineData("\"Waits\": false", "\"Waits\": \"no\"", "Waits")]
    [InlineData("\"Capacity\": 3", "\"Capacity\": 0", "Capacity")]
    [InlineData("\"Capacity\": 3", "\"Capacity\": 3.5", "Capacity")]
    [InlineData("\"Capacity\": 3", "\"Capacity\": null", "Capacity")]
    [InlineData("08:00-12:00, ", "08:00-12:00; ", "Weekdays")]
    [InlineData("08:00-12:00, ", "8-12, ", "Weekdays")]
    [InlineData("\"Saturday\"", "\"Samedi\"", "Hours")]
    [InlineData("Europe/Zurich", "Europe/Nowhere", "Hours")]
    [InlineData("\"2026-12-25\"", "\"25.12.2026\"", "Holidays")]
    [InlineData("\"2026-12-25\"", "\"2026-12-24\"", "Hours")]
    [InlineData("\"01:00:00\"", "\"1\"", "AcceptWithin:0")]
    [InlineData("\"From\": \"urgent\"", "\"From\": \"3\"", "AcceptWithin:1")]
    [InlineData("\"From\": \"urgent\"", "\"From\": \"low\"", "AcceptWithin:1")]
    [InlineData("\"Topics\": [\"refund\"]", "\"Topics\": []", "Topics")]
    [InlineData("\"Topics\": [\"refund\"]", "\"Topics\": \"refund\"", "Topics")]
    [InlineData("\"Topics\"", "\"Topic\"", "Rules:0")]
    [InlineData("\"Severity\": \"moderate\"", "\"Severity\": \"grave\"", "Severity")]
    [InlineData("\"region\": \"ch\"", "\"region\": \"\"", "region")]
    [InlineData("\"pay\": \"billing\"", "\"pay\": [\"billing\"]", "pay")]
    [InlineData("\"Routes\"", "\"Roads\"", "Roads")]
    public void What_cannot_be_read_is_refused_with_its_path(string part, string by, string path)
    {
        Assert.Contains(part, Json, StringComparison.Ordinal);

        InvalidOperationException fault = Assert.Throws<InvalidOperationException>(() => Read(Json.Replace(part, by, StringComparison.Ordinal)));

        Assert.Contains(path, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_cannot_work_is_refused_as_it_is_in_code_and_an_absent_section_too()
    {
        Assert.Throws<HandoffRoutingException>(() => Read(Json.Replace("\"Otherwise\": \"front\"", "\"Otherwise\": \"nobody\"", StringComparison.Ordinal)));
        Assert.Throws<HandoffRoutingException>(() => Read(Json.Replace("\"pay\": \"billing\"", "\"pay\": \"billng\"", StringComparison.Ordinal)));
        Assert.Throws<InvalidOperationException>(() => Read("{}"));
    }

    [Fact]
    public void The_example_on_the_page_can_be_read_and_routes_as_it_says()
    {
        string page = File.ReadAllText(Path.Combine(RepositoryFiles.Root, "docs", "handoff.md"));
        int from = page.IndexOf("\"Routing\": ", StringComparison.Ordinal) + "\"Routing\": ".Length;
        HandoffRouter router = Read(page[from..page.IndexOf("```", from, StringComparison.Ordinal)]);

        RouteChoice choice = router.Choose(new HandoffRequest { Key = "default", Topic = "refund" }, Monday);
        Assert.Equal(("billing", "money", Priority.High, Monday.AddHours(1)), (choice.Route.Queue, choice.Route.Rule, choice.Route.Priority, choice.Route.Deadline));
        Assert.Equal("front-desk", router.Choose(new HandoffRequest { Key = "default", Topic = "refund" }, Monday.AddDays(-1)).Route.Queue);
        foreach (EscalationState state in Enum.GetValues<EscalationState>().Except([EscalationState.HandedBack]))
        {
            Assert.Contains(state == EscalationState.TimedOut ? "timed out" : state.ToString(), page, StringComparison.OrdinalIgnoreCase);
        }
    }

    private static HandoffRouter Read(string json)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes($$"""{ "Routing": {{json}} }"""));
        IConfigurationSection section = new ConfigurationBuilder().AddJsonStream(stream).Build().GetSection("Routing");
        return HandoffRouter.Build(r => r.Load(new NoLoad()).Configure(section));
    }

    private sealed class NoLoad : IQueueLoad
    {
        public int Of(string queue) => 0;
    }
}
