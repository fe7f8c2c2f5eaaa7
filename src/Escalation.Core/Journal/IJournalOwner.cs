namespace Escalation.Journal;

/// <summary>Whose records a journal keeps, when they depend on one another. Called by the thread that writes.</summary>
internal interface IJournalOwner
{
    /// <summary>A new segment begins; records composed from now on go there.</summary>
    /// <param name="segment">Its number.</param>
    /// <param name="after">Why the segment before ended early, or null.</param>
    /// <param name="batch">Receives the record that begins the segment, without its line feed; empty when there is none.</param>
    void BeginSegment(long segment, JournalBreak? after, JournalBuffer batch);

    /// <summary>Everything composed so far is kept.</summary>
    void Commit();

    /// <summary>What was composed since the last commit is gone.</summary>
    void Rollback();
}
