namespace MmAnalyzers.Tests.Seeds.Shapes;

/// <summary>Reader-writer locks: each thread holds one for writing and wants the other for reading.</summary>
internal static class ReaderWriter
{
    public static Seed Seed { get; } = new(
        "inversion of reader-writer locks",
        "Adding a route write-locks the routes and reads the hosts; dropping a host write-locks the hosts and reads the routes.",
        ["MM1002"],
        """
        namespace Network;

        public sealed class Topology
        {
            private readonly ReaderWriterLockSlim _routesLock = new();
            private readonly ReaderWriterLockSlim _hostsLock = new();
            private readonly HashSet<string> _hosts = [];
            private readonly List<(string From, string To)> _routes = [];

            public void AddRoute(string from, string to)
            {
                _routesLock.EnterWriteLock();
                try
                {
                    if (IsKnown(from) && IsKnown(to))
                    {
                        _routes.Add((from, to));
                    }
                }
                finally
                {
                    _routesLock.ExitWriteLock();
                }
            }

            public void DropHost(string host)
            {
                _hostsLock.EnterWriteLock();
                try
                {
                    if (!IsRouted(host))
                    {
                        _hosts.Remove(host);
                    }
                }
                finally
                {
                    _hostsLock.ExitWriteLock();
                }
            }

            private bool IsKnown(string host)
            {
                _hostsLock.EnterReadLock();
                try
                {
                    return _hosts.Contains(host);
                }
                finally
                {
                    _hostsLock.ExitReadLock();
                }
            }

            private bool IsRouted(string host)
            {
                _routesLock.EnterReadLock();
                try
                {
                    return _routes.Exists(route => route.From == host || route.To == host);
                }
                finally
                {
                    _routesLock.ExitReadLock();
                }
            }
        }
        """,
        new Edit(
            """
                    _hostsLock.EnterWriteLock();
                    try
                    {
                        if (!IsRouted(host))
                        {
                            _hosts.Remove(host);
                        }
                    }
                    finally
                    {
                        _hostsLock.ExitWriteLock();
                    }
            """,
            """
                    _routesLock.EnterWriteLock();
                    _hostsLock.EnterWriteLock();
                    try
                    {
                        if (!_routes.Exists(route => route.From == host || route.To == host))
                        {
                            _hosts.Remove(host);
                        }
                    }
                    finally
                    {
                        _hostsLock.ExitWriteLock();
                        _routesLock.ExitWriteLock();
                    }
            """));
}
