using static Escalation.Prediction.Interventions.TargetNumbers;

namespace Escalation.Prediction.Interventions;

/// <summary>The reasoning of a target in words.</summary>
internal static class TargetProse
{
    internal static string Of(in TargetNumbers numbers, TargetFraming framing, string expert) => framing switch
    {
        TargetFraming.ExpectedCost => ExpectedCost(numbers, expert),
        TargetFraming.BreakEven => BreakEven(numbers, expert),
        TargetFraming.Frequencies => Frequencies(numbers, expert),
        TargetFraming.Gain => Gain(numbers, expert),
        _ => throw new ArgumentOutOfRangeException(nameof(framing), framing, "Not a framing."),
    };

    private static string ExpectedCost(in TargetNumbers numbers, string expert)
    {
        string ratio = Text(numbers.Ratio);
        string wrong = Text(1m - numbers.ModelIsRight);
        string acting = Text(numbers.CostOfActing);
        string escalating = Text(numbers.CostOfEscalating);
        string text = $"If I act, I am wrong with probability {wrong}. A wrong act costs {ratio}, so acting costs {ratio} x {wrong} = {acting} on average. Handing the decision to {expert} costs 1";
        if (numbers.ExpertIsRight < 1m)
        {
            string missed = Text(1m - numbers.ExpertIsRight);
            text += $", and as {expert} is wrong with probability {missed}, another {ratio} x {missed} = {Text(numbers.CostOfEscalating - 1m)} has to be added, which makes {escalating}";
        }

        return text + numbers.Comparison switch
        {
            < 0 => $". Since {acting} is less than {escalating}, acting is cheaper.",
            > 0 => $". Since {acting} is more than {escalating}, handing over is cheaper.",
            _ => $". Both come to {acting}, and at equal cost I act.",
        };
    }

    private static string BreakEven(in TargetNumbers numbers, string expert)
    {
        decimal exact = numbers.ExpertIsRight - (1m / numbers.Ratio);
        decimal shown = numbers.Comparison == 0 ? numbers.ModelIsRight : Short(exact, numbers.ModelIsRight);
        string point = $"{Text(numbers.ExpertIsRight)} - 1/{Text(numbers.Ratio)}{Equal(exact, shown)}{Text(shown)}";
        string text = numbers.ExpertIsRight == 1m
            ? $"A wrong act costs {Times(numbers)} as much as a handover, so acting pays from a probability of being right of {point}."
            : $"A wrong act costs {Times(numbers)} as much as a handover, and {expert} is right with probability {Text(numbers.ExpertIsRight)}, so acting pays from a probability of being right of {point}.";
        return text + $" Here that probability is {Text(numbers.ModelIsRight)}, which is " + numbers.Comparison switch
        {
            < 0 => "above this point. Acting is cheaper.",
            > 0 => "below this point. Handing over is cheaper.",
            _ => "exactly this point. At equal cost I act.",
        };
    }

    private static string Frequencies(in TargetNumbers numbers, string expert)
    {
        decimal cases = 100m;
        while (cases * numbers.ModelIsRight % 1m != 0m || cases * numbers.ExpertIsRight % 1m != 0m)
        {
            cases *= 10m;
        }

        decimal wrong = cases * (1m - numbers.ModelIsRight);
        decimal missed = cases * (1m - numbers.ExpertIsRight);
        string text = $"Imagine {Count(cases)} cases like this one. If I act on all of them, "
            + (wrong == 0m ? "none of these acts is wrong, and they cost nothing" : $"{Count(wrong)} of these acts {(wrong == 1m ? "is" : "are")} wrong at a cost of {Text(numbers.Ratio)} each, which makes {Count(cases * numbers.CostOfActing)}")
            + $". If I hand all of them to {expert}, the handovers cost {Count(cases)}";
        if (missed > 0m)
        {
            text += $", and {Count(missed)} wrong {(missed == 1m ? "decision" : "decisions")} by {expert} {(missed == 1m ? "adds" : "add")} {Count(numbers.Ratio * missed)}, which makes {Count(cases * numbers.CostOfEscalating)}";
        }

        return text + numbers.Comparison switch
        {
            < 0 => ". Acting costs less over all of them, and so it does here.",
            > 0 => ". Handing over costs less over all of them, and so it does here.",
            _ => ". That is the same, and at equal cost I act.",
        };
    }

    private static string Gain(in TargetNumbers numbers, string expert)
    {
        decimal gain = numbers.ExpertIsRight - numbers.ModelIsRight;
        decimal needed = 1m / numbers.Ratio;
        decimal shown = numbers.Comparison == 0 ? gain : Short(needed, gain);
        string text = $"{char.ToUpperInvariant(expert[0])}{expert[1..]} is right with probability {Text(numbers.ExpertIsRight)} and I am with probability {Text(numbers.ModelIsRight)}, so handing over "
            + (gain > 0m ? $"raises the chance of a right decision by {Text(gain)}" : gain < 0m ? $"lowers the chance of a right decision by {Text(-gain)}" : "leaves the chance of a right decision as it is")
            + $". To be worth its cost, it must raise that chance by more than 1/{Text(numbers.Ratio)}{Equal(needed, shown)}{Text(shown)}";
        return text + numbers.Comparison switch
        {
            < 0 => ", which it does not. Acting is cheaper.",
            > 0 => ", which it does. Handing over is cheaper.",
            _ => ", and it raises it by just that. At equal cost I act.",
        };
    }

    private static string Times(in TargetNumbers numbers) => numbers.Ratio == 2m ? "twice" : $"{Text(numbers.Ratio)} times";

    private static string Equal(decimal exact, decimal shown) => exact == shown ? " = " : ", about ";
}
