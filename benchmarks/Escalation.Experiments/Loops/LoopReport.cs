using System.Globalization;
using System.Text;
using Escalation.Triggers.Loops;

namespace Escalation.Experiments.Loops;

/// <summary>The result as text for people.</summary>
internal static class LoopReport
{
    internal static string Write(LoopResult result)
    {
        var text = new StringBuilder();
        Line(text, $"SWE-agent, {result.Software.Alarms.Count} runs, defaults: {result.Software.Fired.Count} fires");
        Alarms(text, result.Software);
        Line(text, $"  target: {"eps.traj"} and no other: {Met(result.OneTrueAlarm)}");
        Airline(text, result.AirlineDefaults);
        Airline(text, result.AirlineDialogue);
        Alarms(text, result.AirlineDialogue);
        Line(text, $"  target: the {result.Repeating.Count} runs with a call made three times or more: {result.RepeatingThatFire} fire: {Met(result.RepeatingThatFire == result.Repeating.Count && result.Repeating.Count > 0)}");
        return text.ToString();
    }

    private static void Airline(StringBuilder text, LoopTable table)
    {
        Line(text, $"\ntau-bench airline, {table.Alarms.Count} runs, policy {table.Policy}");
        Line(text, $"  {"rule",-22}{"runs",6}{"failed",8}{"share",8}");
        foreach (LoopKind kind in Enum.GetValues<LoopKind>().Where(kind => table.Of(kind).Runs > 0))
        {
            Row(text, kind.ToString(), table.Of(kind));
        }

        Row(text, "any rule", table.Firing);
        Row(text, "none", table.Rest);
        Line(text, $"  target: runs that fire fail more often than the rest: {Met(table.FiringFailsMoreOften)}");
    }

    private static void Alarms(StringBuilder text, LoopTable table)
    {
        foreach (LoopAlarm alarm in table.Fired)
        {
            string outcome = alarm.Run.Failed switch { true => ", failed", false => ", solved", _ => "" };
            Line(text, $"  {alarm.Run.Name}: {alarm.First.Reason} at step {alarm.AtStep} of {alarm.Run.Steps.Count}, from step {alarm.First.FirstStep}; gravest stage {alarm.Gravest}{outcome}");
        }
    }

    private static void Row(StringBuilder text, string name, (int Runs, int Failed) count) =>
        Line(text, $"  {name,-22}{count.Runs,6}{count.Failed,8}{(double)count.Failed / Math.Max(1, count.Runs),8:0.000}");

    private static string Met(bool holds) => holds ? "met" : "MISSED";

    private static void Line(StringBuilder text, FormattableString line) => text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
}
