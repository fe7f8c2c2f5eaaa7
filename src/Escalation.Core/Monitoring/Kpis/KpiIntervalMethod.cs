namespace Escalation.Monitoring.Kpis;

/// <summary>How the interval of a proportion was made.</summary>
public enum KpiIntervalMethod
{
    /// <summary>Exact for independent tasks (Clopper and Pearson); used where no conversation has two of the tasks, or where it was asked for.</summary>
    ClopperPearson = 0,

    /// <summary>The tasks of one conversation count as dependent: an effective number of tasks (Korn and Graubard), an approximation for many conversations.</summary>
    KornGraubard,
}
