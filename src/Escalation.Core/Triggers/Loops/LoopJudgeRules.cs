using System.Globalization;

namespace Escalation.Triggers.Loops;

/// <summary>The checked form of <see cref="LoopJudgeOptions"/> as far as the state depends on it. Immutable.</summary>
internal sealed record LoopJudgeRules(int FirstStep, int LeastSteps, int MostSteps)
{
    private const int Most = 10_000;

    internal static LoopJudgeRules Of(LoopJudgeOptions options) => new(
        Between(options.FirstStep, 1, Most, nameof(options.FirstStep)),
        Between(options.LeastSteps, 1, options.MostSteps, nameof(options.LeastSteps)),
        Between(options.MostSteps, 1, Most, nameof(options.MostSteps)));

    /// <summary><c>least + (most - least) (1 - confidence)</c>, rounded half up: the surer the judge is of a loop, the sooner it looks again.</summary>
    internal int StepsAfter(double confidence) => LeastSteps + (int)Math.Floor(((MostSteps - LeastSteps) * (1 - confidence)) + 0.5);

    private static int Between(int value, int low, int high, string name) => value >= low && value <= high
        ? value
        : throw new ArgumentOutOfRangeException(name, value, string.Create(CultureInfo.InvariantCulture, $"{name} must be from {low} to {high}, but was {value}."));
}
