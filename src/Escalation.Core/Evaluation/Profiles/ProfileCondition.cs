using System.Globalization;

namespace Escalation.Evaluation.Profiles;

/// <summary>What a model did in one condition: scenarios that share a known accuracy, as whole numbers.</summary>
/// <param name="Dataset">The data set, for example hotel.</param>
/// <param name="Condition">The condition within it.</param>
/// <param name="Signal">Whether the model was told how accurate it is in this condition.</param>
/// <param name="Items">How many decisions there are, at least 1.</param>
/// <param name="Correct">How many of the model's answers were right, 0 to <paramref name="Items"/>.</param>
/// <param name="Escalated">How many decisions it escalated, 0 to <paramref name="Items"/>.</param>
public readonly record struct ProfileCondition(string Dataset, string Condition, bool Signal, int Items, int Correct, int Escalated)
{
    /// <summary>The share of right answers, in [0, 1].</summary>
    public double Accuracy => (double)Correct / Items;

    /// <summary>The share of escalated decisions, in [0, 1].</summary>
    public double EscalationRate => (double)Escalated / Items;

    internal (string Dataset, string Condition, bool Signal) Key => (Dataset, Condition, Signal);

    /// <summary>Refuses counts that cannot be, and two entries for one condition.</summary>
    internal static ProfileCondition[] Checked(IEnumerable<ProfileCondition> conditions, string name)
    {
        ArgumentNullException.ThrowIfNull(conditions, name);
        ProfileCondition[] all = [.. conditions];
        var seen = new HashSet<(string, string, bool)>();
        for (int i = 0; i < all.Length; i++)
        {
            ProfileCondition one = all[i];
            if (one.Dataset is null || one.Condition is null)
            {
                throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"{name}[{i}] must name its data set and its condition."), name);
            }

            if (one.Items < 1 || one.Correct < 0 || one.Correct > one.Items || one.Escalated < 0 || one.Escalated > one.Items)
            {
                throw new ArgumentOutOfRangeException(name, string.Create(CultureInfo.InvariantCulture, $"{name}[{i}] must have at least 1 item and from 0 to as many right and escalated, but has {one.Items} items, {one.Correct} right and {one.Escalated} escalated."));
            }

            if (!seen.Add(one.Key))
            {
                throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"{name}[{i}] is the condition '{one.Condition}' of '{one.Dataset}' a second time."), name);
            }
        }

        return all;
    }
}
