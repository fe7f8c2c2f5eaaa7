using System.Numerics;
using Escalation.Statistics.Sorting;

namespace Escalation.Evaluation;

/// <summary>Whether each answer was right, as the flags of wrong ones.</summary>
internal readonly ref struct CorrectColumn(ReadOnlySpan<bool> correct) : IFlagColumn
{
    private readonly ReadOnlySpan<bool> _correct = correct;

    /// <inheritdoc/>
    public void RequireLength(int scores) => EvaluationChecks.Length(_correct.Length, scores, "correct");

    /// <inheritdoc/>
    public bool TrySet(int at, scoped Span<int> flags)
    {
        ReadOnlySpan<bool> block = _correct.Slice(at, flags.Length);
        for (int i = 0; i < block.Length; i++)
        {
            flags[i] = block[i] ? 0 : 1;
        }

        return true;
    }

    /// <inheritdoc/>
    public void Throw<T>(ReadOnlySpan<T> scores, int from)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int at = from;
        while (T.IsFinite(scores[at]))
        {
            at++;
        }

        EvaluationChecks.ThrowNotFinite("confidences", at, double.CreateChecked(scores[at]));
    }
}
