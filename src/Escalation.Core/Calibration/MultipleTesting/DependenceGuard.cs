namespace Escalation.Calibration.MultipleTesting;

/// <summary>Refuses a procedure whose error control nobody vouches for.</summary>
internal static class DependenceGuard
{
    internal static void Require(Dependence dependence, string procedure, string otherwise, string instead)
    {
        if (!Enum.IsDefined(dependence))
        {
            throw new ArgumentOutOfRangeException(nameof(dependence), dependence, "Not a dependence.");
        }

        if (dependence == Dependence.Arbitrary)
        {
            throw new ArgumentException(
                $"{procedure} needs p-values that are independent or positively regression dependent, which their producer has to vouch for; under arbitrary dependence {otherwise}. {instead} holds under any dependence.",
                nameof(dependence));
        }
    }
}
