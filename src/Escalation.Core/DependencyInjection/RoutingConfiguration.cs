using Escalation.Decisions;
using Escalation.Handoff;
using Escalation.Handoff.Routing;
using Microsoft.Extensions.Configuration;

namespace Escalation.DependencyInjection;

/// <summary>Reads queues, rules and routes strictly: a condition that is passed over in silence leads escalations to the wrong people.</summary>
internal static class RoutingConfiguration
{
    /// <exception cref="InvalidOperationException">Thrown when the section is empty, or a key or value in it cannot be read.</exception>
    internal static void Apply(IConfigurationSection section, HandoffRouterBuilder builder)
    {
        foreach (IConfigurationSection child in StrictSection.Required(section, "a router"))
        {
            StrictSection.At(child, () => Read(child, builder));
        }
    }

    private static void Read(IConfigurationSection child, HandoffRouterBuilder builder)
    {
        switch (child.Key.ToUpperInvariant())
        {
            case "QUEUES":
                StrictSection.Each(child, queue => ReadQueue(queue, builder));
                break;
            case "RULES":
                StrictSection.Each(child, rule => ReadRule(rule, builder));
                break;
            case "ROUTES":
                StrictSection.Each(child, route => builder.Route(route.Key, StrictSection.Value(route)));
                break;
            default:
                throw new FormatException("the key is unknown");
        }
    }

    private static void ReadQueue(IConfigurationSection section, HandoffRouterBuilder builder)
    {
        Dictionary<string, IConfigurationSection> members = StrictSection.Members(section, "OWNER", "MINIMUMPRIORITY", "HOURS", "CAPACITY", "SKILLS", "LANGUAGES", "ACCEPTWITHIN", "OTHERWISE", "WAITS");
        builder.Queue(section.Key, StrictSection.Value(StrictSection.Get(members, "OWNER")), queue =>
        {
            foreach ((string name, IConfigurationSection member) in members)
            {
                StrictSection.At(member, () => ReadQueue(name, member, queue));
            }
        });
    }

    private static void ReadQueue(string name, IConfigurationSection member, HandoffQueueBuilder queue)
    {
        switch (name)
        {
            case "MINIMUMPRIORITY":
                queue.AtLeast(StrictSection.Named<Priority>(member));
                break;
            case "HOURS":
                queue.Open(HoursConfiguration.Read(member));
                break;
            case "CAPACITY":
                queue.Capacity(StrictSection.Count(member));
                break;
            case "SKILLS":
                queue.Skills(StrictSection.Values(member));
                break;
            case "LANGUAGES":
                queue.Languages(StrictSection.Values(member));
                break;
            case "ACCEPTWITHIN":
                StrictSection.Each(member, limit => ReadLimit(limit, queue));
                break;
            case "OTHERWISE":
                queue.Otherwise(StrictSection.Value(member));
                break;
            case "WAITS" when StrictSection.Flag(member):
                queue.Waits();
                break;
            default:
                break;
        }
    }

    private static void ReadLimit(IConfigurationSection limit, HandoffQueueBuilder queue)
    {
        Dictionary<string, IConfigurationSection> members = StrictSection.Members(limit, "WITHIN", "CLOCK", "FROM");
        queue.AcceptWithin(
            StrictSection.Span(StrictSection.Get(members, "WITHIN")),
            members.TryGetValue("CLOCK", out IConfigurationSection? clock) ? StrictSection.Named<DeadlineClock>(clock) : DeadlineClock.WallClock,
            members.TryGetValue("FROM", out IConfigurationSection? from) ? StrictSection.Named<Priority>(from) : Priority.Low);
    }

    private static void ReadRule(IConfigurationSection section, HandoffRouterBuilder builder)
    {
        Dictionary<string, IConfigurationSection> members = StrictSection.Members(section, "NAME", "QUEUE", "KEYS", "REASONS", "TOPICS", "SEVERITY", "PRIORITY", "LANGUAGES", "TIERS", "SKILLS", "ATTRIBUTES", "DURING", "NEEDS", "RAISETO");
        builder.Rule(StrictSection.Value(StrictSection.Get(members, "NAME")), StrictSection.Value(StrictSection.Get(members, "QUEUE")), rule =>
        {
            foreach ((string name, IConfigurationSection member) in members)
            {
                StrictSection.At(member, () => ReadRule(name, member, rule));
            }
        });
    }

    private static void ReadRule(string name, IConfigurationSection member, HandoffRuleBuilder rule)
    {
        switch (name)
        {
            case "KEYS":
                rule.WhenKey(StrictSection.Values(member));
                break;
            case "REASONS":
                rule.WhenReason([.. StrictSection.Values(member).Select(static code => new Reason(code))]);
                break;
            case "TOPICS":
                rule.WhenTopic(StrictSection.Values(member));
                break;
            case "SEVERITY":
                rule.WhenSeverityAtLeast(StrictSection.Named<Severity>(member));
                break;
            case "PRIORITY":
                rule.WhenPriorityAtLeast(StrictSection.Named<Priority>(member));
                break;
            case "LANGUAGES":
                rule.WhenLanguage(StrictSection.Values(member));
                break;
            case "TIERS":
                rule.WhenTier(StrictSection.Values(member));
                break;
            case "SKILLS":
                rule.WhenSkill(StrictSection.Values(member));
                break;
            case "ATTRIBUTES":
                StrictSection.Each(member, attribute => rule.WhenAttribute(attribute.Key, StrictSection.Value(attribute)));
                break;
            case "DURING":
                rule.During(HoursConfiguration.Read(member));
                break;
            case "NEEDS":
                rule.Needs(StrictSection.Values(member));
                break;
            case "RAISETO":
                rule.RaiseTo(StrictSection.Named<Priority>(member));
                break;
            default:
                break;
        }
    }
}
