import type { ReactNode } from 'react'
import styles from './coach.module.css'

interface NoticeProps {
  readonly tone: 'danger' | 'warning' | 'info'
  readonly icon: ReactNode
  readonly role: 'alert' | 'status'
  readonly children: ReactNode
}

export function Notice({ tone, icon, role, children }: NoticeProps) {
  return (
    <div role={role} className={styles.notice} data-tone={tone}>
      {icon}
      {children}
    </div>
  )
}
