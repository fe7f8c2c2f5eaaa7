using System.Collections;

namespace Escalation.Calibration.MultipleTesting;

/// <summary>The rejections in order, put together from columns when they are read.</summary>
internal sealed class RejectionList(FamilywiseRecord record) : IReadOnlyList<Rejection>
{
    public int Count => record.Rejected;

    public Rejection this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(index);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
            int hypothesis = record.Order[index];
            return new Rejection(hypothesis, record.PValues[hypothesis], record.Levels[hypothesis], record.Adjusted[hypothesis]);
        }
    }

    public IEnumerator<Rejection> GetEnumerator()
    {
        for (int i = 0; i < Count; i++)
        {
            yield return this[i];
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
