namespace Escalation.Calibration.MultipleTesting;

/// <summary>A procedure that bounds the family-wise error rate, the probability that any true null is rejected.</summary>
public enum FamilywiseProcedure
{
    /// <summary><c>p &lt;= delta/m</c>; any dependence.</summary>
    Bonferroni = 0,

    /// <summary>Step-down Bonferroni (Holm 1979); any dependence.</summary>
    Holm,

    /// <summary>In a fixed order at the full level up to the first failure; any dependence.</summary>
    FixedSequence,

    /// <summary>Fixed sequences from J starts, each at delta/J; any dependence.</summary>
    MultiStart,

    /// <summary>In a fixed order with a share of the level each, a rejected one leaving its level to the next (Wiens 2003); any dependence.</summary>
    Fallback,

    /// <summary>The sequentially rejective graph (Bretz, Maurer, Brannath and Posch 2009); any dependence.</summary>
    Graphical,

    /// <summary>Step-up with the levels of Holm (Hochberg 1988); independence or positive regression dependence.</summary>
    Hochberg,

    /// <summary>The closure of Simes' test (Hommel 1988); independence or positive regression dependence.</summary>
    Hommel,

    /// <summary><c>1 - (1-p)^m &lt;= delta</c> (Sidak 1967); independence or positive regression dependence.</summary>
    Sidak,

    /// <summary>Step-down Sidak (Holland and Copenhaver 1987); independence or positive regression dependence.</summary>
    HolmSidak,
}
