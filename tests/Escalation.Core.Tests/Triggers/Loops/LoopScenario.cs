using System.Text.Json;
using Escalation.Decisions;
using Escalation.DependencyInjection;
using Escalation.Triggers.Loops;

namespace Escalation.Core.Tests.Triggers.Loops;

/// <summary>The golden scenarios and the policy that declares their tools.</summary>
internal sealed record LoopScenario(string Name, AgentStep[] Steps, int? ExpectAtStep, string Notes)
{
    internal static IReadOnlyList<LoopScenario> All { get; } = Load();

    internal static LoopOptions Options() => PolicyDocument.Parse(File.ReadAllBytes(Golden("loop-policy.json"))).Options.Loops!;

    internal static AgentStep[] Repeat(AgentStep step, int times) => [.. Enumerable.Repeat(step, times)];

    private static string Golden(string name) => Path.Combine(AppContext.BaseDirectory, "Golden", name);

    private static List<LoopScenario> Load()
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(Golden("loop-scenarios.json")));
        return [.. document.RootElement.EnumerateArray().Select(scenario => new LoopScenario(
            scenario.GetProperty("name").GetString()!,
            [.. scenario.GetProperty("steps").EnumerateArray().Select(Step)],
            scenario.GetProperty("expectAtStep") is { ValueKind: JsonValueKind.Number } at ? at.GetInt32() : null,
            scenario.GetProperty("notes").GetString()!))];
    }

    private static AgentStep Step(JsonElement step)
    {
        Assert.True(AgentStepJson.TryParseKind(step.GetProperty("kind").GetString(), out AgentStepKind kind));
        JsonElement arguments = step.GetProperty("arguments");
        return new AgentStep
        {
            Kind = kind,
            Action = step.GetProperty("action").GetString(),
            Arguments = arguments.ValueKind == JsonValueKind.Null ? null : arguments.GetRawText(),
            Observation = step.GetProperty("observation").GetString(),
            IsError = step.GetProperty("isError").ValueKind == JsonValueKind.True,
            Text = step.GetProperty("text").GetString(),
        };
    }
}
