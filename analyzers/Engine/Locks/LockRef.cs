namespace MmAnalyzers.Engine.Locks;

/// <summary>One lock as one piece of code names it: its class and which instance.</summary>
internal sealed record LockRef(LockClass Class, AccessPath Path)
{
    /// <summary>Whether both surely are the same instance. Only meaningful for two refs relative to the same member.</summary>
    public bool IsSameInstance(LockRef other) => Path.IsKnown && Class.Equals(other.Class) && Path.Equals(other.Path);

    /// <summary>The instance is the same from whatever thread or member it is named.</summary>
    public bool IsStatic => Path.Root == PathRoot.Static;

    public override string ToString() => $"{Class.Id}@{Path}";
}
